from pathlib import Path

import pytest

from digest import ports
from digest.errors import UsageError
from digest.store import SqlStore, open_store


def test_the_store_is_what_the_workflow_asks_for(store: SqlStore):
    as_port: ports.Store = store  # mypy compares every signature
    assert as_port.waiting() == 0


def test_a_new_store_is_readable_by_its_owner_alone(tmp_path: Path):
    open_store(f"sqlite:///{tmp_path}/sub/digest.db").close()
    assert (tmp_path / "sub" / "digest.db").stat().st_mode & 0o077 == 0


def test_a_store_closed_opens_again_when_asked(store: SqlStore):
    store.close()
    store.set_note("clock", "later")
    assert store.note("clock") == "later"


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "mysql://h/d", "sqlite://", "sqlite:///:memory:", "postgresql://h:x/d"],
)
def test_an_address_that_is_no_store_is_refused_with_what_was_expected(url: str):
    with pytest.raises(UsageError, match="expected sqlite:"):
        open_store(url)


def test_a_refused_address_does_not_show_its_password():
    with pytest.raises(UsageError) as refused:
        open_store("mysql://ada:secret@host/database")
    assert "secret" not in str(refused.value)
