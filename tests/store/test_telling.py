"""What people were told of moved dates: each thing once, in order."""

from dataclasses import replace
from datetime import date

import pytest

from digest.errors import Transient
from digest.model.owed import Telling
from digest.store import SqlStore
from tests.store.samples import NOW, delivery

FIRST = Telling("priya", "item", 1, date(2026, 12, 1), explained=True)


def test_what_was_told_is_known_by_what_it_is_about_and_by_its_message(store: SqlStore):
    assert store.queue(delivery("a"), tellings=[FIRST])
    known = [replace(FIRST, delivery=delivery("a").id)]

    assert store.tellings(about=["item", "other"]) == known
    assert store.tellings(delivery=delivery("a").id) == known
    assert store.tellings(about=["other"]) == []


def test_nobody_is_told_the_same_by_two_messages(store: SqlStore):
    store.queue(delivery("a"), tellings=[FIRST])

    with pytest.raises(Transient, match="compose"):
        store.queue(delivery("b"), tellings=[FIRST])
    assert store.delivery(delivery("b").id) is None


def test_what_was_not_sent_reached_nobody(store: SqlStore):
    store.queue(delivery("a"), tellings=[FIRST, replace(FIRST, about="x", rehearsed=True)])
    assert [told.reached for told in store.tellings(about=["item", "x"])] == [True, False]

    store.dropped(delivery("a").id, reason="paused", at=NOW)
    assert not store.tellings(about=["item"])[0].reached
