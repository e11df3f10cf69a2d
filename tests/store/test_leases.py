"""One gather of a source at a time, and none that lost its lease records anything."""

import threading
from datetime import timedelta

import pytest

from digest.errors import Transient
from digest.store import SqlStore, gathers
from tests.store.samples import LATER, NOW, change, gathered

END = LATER + timedelta(hours=1)


def claim(store: SqlStore, owner: str, *, name: str = "notes", until=LATER, now=NOW) -> bool:
    return store.claim_source(name, owner=owner, until=until, now=now)


def test_a_source_is_gathered_by_one_at_a_time(store: SqlStore):
    assert claim(store, "a")
    assert not claim(store, "b")
    assert claim(store, "b", name="other")


def test_a_lease_ends_when_given_back_or_run_out(store: SqlStore):
    claim(store, "a")
    assert claim(store, "b", until=END, now=LATER)
    store.release_source("notes", owner="b")
    assert claim(store, "c")


def test_a_lease_that_another_took_is_not_given_back_by_the_first(store: SqlStore):
    claim(store, "a")
    claim(store, "b", until=END, now=LATER)
    store.release_source("notes", owner="a")
    assert not claim(store, "c", now=LATER)


def test_a_lease_is_lengthened_by_its_owner_alone(store: SqlStore):
    claim(store, "a")
    assert store.renew_source("notes", owner="a", until=END)
    assert not store.renew_source("notes", owner="b", until=NOW)
    assert not claim(store, "b", now=LATER)


def test_a_lease_that_is_gone_is_not_lengthened(store: SqlStore):
    claim(store, "a")
    store.release_source("notes", owner="a")
    assert not store.renew_source("notes", owner="a", until=END)
    assert claim(store, "b")


@pytest.mark.parametrize("takers", [[], ["b"]])
def test_a_gather_without_its_lease_records_nothing(store: SqlStore, takers: list[str]):
    assert all(claim(store, taker) for taker in takers)
    with pytest.raises(Transient, match=r"sources\.notes: .* lost its lease"):
        store.record_gather(gathered(change("one"), owner="a"))
    assert (store.sources(), store.tracked(), store.last_change()) == ({}, [], 0)


def test_a_lease_that_ran_out_serves_while_nobody_took_it(store: SqlStore):
    claim(store, "a", until=NOW - timedelta(hours=1))
    store.record_gather(gathered(change("one"), owner="a"))
    assert store.last_change() == 1


def test_a_lease_is_not_taken_while_its_gather_is_being_recorded(store: SqlStore):
    claim(store, "a")
    taker = threading.Thread(target=claim, args=[store, "b"], kwargs={"now": LATER})
    with store.database.writing() as connection:
        gathers.record(connection, gathered(change("one"), owner="a"))
        taker.start()
        taker.join(0.3)
        assert taker.is_alive()
    taker.join()
    assert not store.renew_source("notes", owner="a", until=END)
