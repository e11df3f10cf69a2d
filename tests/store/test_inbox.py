"""Mail that arrived: kept before it is acknowledged, one effect each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.ledger import InboxState
from digest.store import SqlStore
from tests.store.samples import LATER, LEASE, NOW, arrived

FINISHED = (InboxState.APPLIED, InboxState.REJECTED, InboxState.IGNORED, InboxState.DUPLICATE)


def claim(store: SqlStore, *, now=NOW) -> list[str]:
    return [e.id for e in store.claim_received(limit=10, now=now, lease=LEASE)]


def state(store: SqlStore, entry: str) -> InboxState | None:
    found = store.received(entry)
    return found.state if found else None


def test_a_message_comes_back_as_it_arrived(store: SqlStore):
    assert store.accept(arrived("m1", message_id="<a@b>"))
    assert store.received("m1") == arrived("m1", message_id="<a@b>")
    assert store.received("m2") is None


def test_the_same_bytes_are_kept_once(store: SqlStore):
    store.accept(arrived("m1"))
    assert not store.accept(arrived("m1"))
    assert len(store.arrivals()) == 1


def test_another_copy_of_a_message_id_is_kept_and_has_no_effect(store: SqlStore):
    store.accept(arrived("m1", message_id="<a@b>"))
    assert not store.accept(arrived("m2", message_id="<a@b>"))
    assert not store.accept(arrived("m3", message_id="<a@b>"))
    assert [e.state.value for e in store.arrivals()] == ["duplicate", "duplicate", "received"]
    assert claim(store) == ["m1"]


def test_a_signed_message_under_another_message_id_is_a_copy(store: SqlStore):
    assert store.accept(arrived("m1", message_id="<a@b>", signature="s"))
    assert not store.accept(arrived("m2", message_id="<c@d>", signature="s"))
    copy = replace(arrived("m2", message_id="<c@d>", signature="s"), state=InboxState.DUPLICATE)
    assert store.received("m2") == replace(copy, note="its signature came before")
    assert claim(store) == ["m1"]


def test_a_copy_of_a_copy_is_a_copy(store: SqlStore):
    store.accept(arrived("m1", message_id="<a@b>", signature="s"))
    store.accept(arrived("m2", message_id="<c@d>", signature="s"))
    store.accept(arrived("m3", message_id="<a@b>", signature="t"))
    assert not store.accept(arrived("m4", message_id="<c@d>", signature="u"))
    assert not store.accept(arrived("m5", message_id="<e@f>", signature="t"))
    assert not store.accept(arrived("m6", message_id="<a@b>", signature="s"))
    assert store.accept(arrived("m7", message_id="<g@h>", signature="v"))


def test_messages_without_a_message_id_are_not_copies(store: SqlStore):
    assert store.accept(arrived("m1"))
    assert store.accept(arrived("m2"))


def test_a_message_id_is_known_for_good(store: SqlStore):
    store.accept(arrived("m1", message_id="<a@b>"))
    store.settle("m1", InboxState.DUPLICATE)
    assert not store.accept(arrived("m2", message_id="<a@b>"))


@pytest.mark.parametrize("hostile", ["<" + "é" * 100_000 + ">", "<a\0b>", "<\udcff@b>"])
def test_a_stranger_may_write_any_message_id(store: SqlStore, hostile: str):
    assert store.accept(arrived("m1", message_id=hostile))
    assert not store.accept(arrived("m2", message_id=hostile))


def test_a_message_is_claimed_by_one_and_again_when_its_worker_died(store: SqlStore):
    store.accept(arrived("m1"))
    assert (claim(store), claim(store)) == (["m1"], [])
    again = store.claim_received(limit=1, now=NOW + LEASE, lease=LEASE)
    assert [(e.id, e.attempts) for e in again] == [("m1", 1)]


def test_a_pending_message_is_tried_when_it_is_due(store: SqlStore):
    store.accept(arrived("m1"))
    claim(store)
    store.settle("m1", InboxState.PENDING, note="no push", person="ada", retry_at=LATER)
    assert claim(store, now=LATER - timedelta(seconds=1)) == []
    tried = store.claim_received(limit=1, now=LATER, lease=LEASE)
    assert [(e.attempts, e.person, e.note) for e in tried] == [(1, "ada", "no push")]


@pytest.mark.parametrize("final", [*FINISHED, InboxState.HELD])
def test_a_settled_message_is_not_claimed(store: SqlStore, final: InboxState):
    store.accept(arrived("m1"))
    store.settle("m1", final, note="why")
    assert claim(store, now=LATER) == []
    assert store.received("m1") == replace(arrived("m1"), state=final, note="why")


@pytest.mark.parametrize("final", FINISHED)
def test_a_late_worker_does_not_open_what_is_finished(store: SqlStore, final: InboxState):
    store.accept(arrived("m1"))
    store.settle("m1", final)
    store.settle("m1", InboxState.PENDING, retry_at=NOW)
    assert state(store, "m1") is final


def test_whose_message_it_is_stays_known(store: SqlStore):
    store.accept(arrived("m1"))
    store.settle("m1", InboxState.HELD, person="ada")
    store.settle("m1", InboxState.APPLIED)
    assert [e.person for e in store.arrivals()] == ["ada"]


def test_a_confirmed_message_is_received_again(store: SqlStore):
    store.accept(arrived("m1"))
    store.settle("m1", InboxState.HELD)
    assert store.confirm("m1")
    assert [e.confirmed for e in store.claim_received(limit=1, now=NOW, lease=LEASE)] == [True]


def test_only_a_held_message_is_confirmed_and_once(store: SqlStore):
    store.accept(arrived("m1"))
    assert (store.confirm("m1"), store.confirm("none")) == (False, False)
    store.settle("m1", InboxState.HELD)
    assert (store.confirm("m1"), store.confirm("m1")) == (True, False)


def test_the_first_outcome_of_a_command_stays(store: SqlStore):
    store.accept(arrived("m1"))
    store.record_outcome("m1", 1, '{"second": 1}')
    store.record_outcome("m1", 0, '{"first": 1}')
    store.record_outcome("m1", 0, "{}")
    assert store.outcomes("m1") == {0: '{"first": 1}', 1: '{"second": 1}'}


def test_the_newest_arrivals_come_first(store: SqlStore):
    for number in range(3):
        store.accept(arrived(f"m{number}"))
    assert [e.id for e in store.arrivals(limit=2)] == ["m2", "m1"]


def test_bytes_are_erased_once_old_but_not_while_they_wait(store: SqlStore):
    for name in ("waiting", "held", "applied"):
        store.accept(arrived(name))
    store.settle("held", InboxState.HELD)
    store.settle("applied", InboxState.APPLIED)
    assert (store.erase_received(NOW), store.erase_received(LATER)) == (0, 2)
    kept = [(bool(e.raw), bool(e.recipients)) for e in store.arrivals()]
    assert kept == [(False, False), (False, False), (True, True)]
    assert not store.confirm("held")
