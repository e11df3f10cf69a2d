"""Columns mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from digest.store import SqlStore
from tests.store.samples import NOW

INDIA = timezone(timedelta(hours=5, minutes=30))


def test_an_instant_comes_back_in_utc(store: SqlStore):
    store.choices("ada", now=NOW.astimezone(INDIA))
    since = store.choices("ada", now=NOW).since
    assert (since, since.tzinfo) == (NOW, UTC)


def test_an_instant_keeps_its_microseconds(store: SqlStore):
    at = NOW.replace(microsecond=1)
    assert store.choices("ada", now=at).since == at


def test_a_time_without_a_zone_is_refused(store: SqlStore):
    with pytest.raises(StatementError, match="expected an instant with a zone"):
        store.choices("ada", now=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("written", ["a\0b", "a\ud800b"])
def test_what_no_database_takes_as_text_is_replaced(store: SqlStore, written: str):
    store.set_note("strange", written)
    assert store.note("strange") == "a\ufffdb"


def test_text_keeps_every_other_character(store: SqlStore):
    store.set_note("ツ", "é 😀\r\n\t\u2028")
    assert store.note("ツ") == "é 😀\r\n\t\u2028"
