from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.settings.files import find


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    for name in ("digest.toml", "config/digest.toml", "other.toml", "third.toml"):
        (tmp_path / name).touch()
    return tmp_path


def test_a_named_file_comes_first(here: Path):
    assert find("other.toml", {"DIGEST_CONFIG": "third.toml"}, here) == here / "other.toml"


def test_then_the_environment(here: Path):
    assert (
        find(None, {"DIGEST_CONFIG": str(here / "third.toml")}, Path("/"))
        == here / "third.toml"
    )


def test_then_digest_toml_here_then_in_config(here: Path):
    assert find(None, {}, here) == here / "digest.toml"
    (here / "digest.toml").unlink()
    assert find(None, {}, here) == here / "config/digest.toml"


def test_no_file_says_where_it_looked(tmp_path: Path):
    with pytest.raises(UsageError, match=r"looked for .*/digest\.toml, .*/config/digest\.toml"):
        find(None, {}, tmp_path)


def test_a_named_file_that_is_missing_is_not_replaced_by_another(here: Path):
    with pytest.raises(UsageError, match=r"gone\.toml"):
        find("gone.toml", {}, here)
