import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.settings.secret import kept_secret, secret_from


def test_a_secret_is_made_once_and_kept_for_its_owner_only(tmp_path: Path):
    first = kept_secret(tmp_path / "var")

    assert kept_secret(tmp_path / "var") == first
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert [p.name for p in (tmp_path / "var").iterdir()] == ["secret"]


def test_processes_that_start_together_get_the_same(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(kept_secret, [tmp_path / "var"] * 16))

    assert len(set(found)) == 1


def test_two_installations_differ(tmp_path: Path):
    assert kept_secret(tmp_path / "a").id != kept_secret(tmp_path / "b").id


def test_a_damaged_secret_is_never_replaced(tmp_path: Path):
    (tmp_path / "secret").write_text("short")

    with pytest.raises(UsageError, match=r"secret: is shorter than 32"):
        kept_secret(tmp_path)


def test_a_secret_does_not_show_itself():
    assert "k" * 32 not in repr(secret_from("k" * 32))
