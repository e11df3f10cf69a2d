"""Mail that is owed: queued once, claimed by one, accounted for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.errors import Transient
from digest.model.ledger import DeliveryState
from digest.model.owed import EditionLine
from digest.store import SqlStore
from tests.store.samples import LATER, LEASE, NOW, delivery, edition, token


def claim(store: SqlStore, *, limit: int = 10, now=NOW) -> list[str]:
    return [d.id for d in store.claim(limit=limit, now=now, lease=LEASE)]


def test_a_delivery_comes_back_as_it_was_queued(store: SqlStore):
    assert store.queue(delivery("d1"))
    assert store.delivery("d1") == delivery("d1")
    assert store.delivery("d2") is None


def test_a_message_is_owed_once_for_kind_subject_and_recipient(store: SqlStore):
    store.queue(delivery("d1"))
    assert not store.queue(replace(delivery("d1"), id="d2"))
    assert store.queue(delivery("d3", kind="delay"))
    assert [d.id for d in store.deliveries()] == ["d3", "d1"]


def test_the_lines_of_an_edition_are_remembered(store: SqlStore):
    told = replace(edition("d1"), lines=(EditionLine("due", "one", "owner", "Do one"),))
    store.queue(delivery("d1"), edition=told)
    assert store.editions("ada", told.slot.day, told.slot.day) == [told]
    assert store.editions("ada", date(2026, 11, 24), date(2026, 11, 30)) == []


def test_a_persons_mail_of_a_time_is_found(store: SqlStore):
    store.queue(delivery("d1"))
    store.queue(delivery("d2", recipient="mei"))
    assert [d.id for d in store.mail_to("ada", NOW, LATER)] == ["d1"]
    assert store.mail_to("ada", LATER, LATER + LEASE) == []


def test_what_belongs_to_a_message_is_recorded_with_it(store: SqlStore):
    store.queue(delivery("d1"), tokens=[token("t")], handles={"one": 1}, edition=edition("d1"))
    assert store.find("t") == token("t")
    assert store.handles("ada") == {"one": 1}
    assert store.last_edition("ada") == edition("d1")


def test_nothing_is_recorded_of_a_message_owed_already(store: SqlStore):
    store.queue(delivery("d1"))
    store.queue(delivery("d1"), tokens=[token("t")], handles={"one": 1}, edition=edition("d1"))
    assert store.find("t") is None
    assert (store.handles("ada"), store.last_edition("ada")) == ({}, None)


def test_a_slot_has_one_edition_and_the_second_message_is_not_owed(store: SqlStore):
    store.skip_edition(edition(None))
    assert not store.queue(delivery("d1"), tokens=[token("t")], edition=edition("d1"))
    assert (store.waiting(), store.find("t")) == (0, None)
    assert store.last_edition("ada") == edition(None)


def test_skipping_a_slot_that_has_an_edition_changes_nothing(store: SqlStore):
    store.queue(delivery("d1"), edition=edition("d1"))
    store.skip_edition(edition(None))
    assert store.last_edition("ada") == edition("d1")


def test_the_last_edition_is_that_of_the_newest_day(store: SqlStore):
    older = edition(None, day=edition(None).slot.day - timedelta(days=7))
    store.skip_edition(edition(None))
    store.skip_edition(older)
    assert store.last_edition("ada") == edition(None)
    assert store.last_days(["ada", "bo"]) == {"ada": edition(None).slot.day}


def test_what_was_told_last_was_not_rehearsed(store: SqlStore):
    told = edition(None, day=edition(None).slot.day - timedelta(days=7))
    store.skip_edition(told)
    store.queue(delivery("d1"), edition=replace(edition("d1"), rehearsed=True))
    assert store.last_edition("ada") == replace(edition("d1"), rehearsed=True)
    assert store.last_told("ada") == told


def test_who_had_rehearsals_alone_was_told_nothing(store: SqlStore):
    store.skip_edition(replace(edition(None), rehearsed=True))
    assert store.last_told("ada") is None


def test_handles_are_kept_and_added_to(store: SqlStore):
    store.queue(delivery("d1"), handles={"one": 1})
    store.queue(delivery("d2"), handles={"one": 1, "two": 2})
    store.queue(delivery("d3", recipient="bo"), handles={"two": 1})
    assert store.handles("ada") == {"one": 1, "two": 2}
    assert store.handles("bo") == {"two": 1}


@pytest.mark.parametrize("taken", [{"two": 1}, {"one": 2}])
def test_a_handle_that_means_something_else_by_now_undoes_the_message(
    store: SqlStore, taken: dict[str, int]
):
    store.queue(delivery("d1"), handles={"one": 1})
    with pytest.raises(Transient, match="the handles of ada changed"):
        store.queue(delivery("d2"), tokens=[token("t")], handles=taken)
    assert (store.delivery("d2"), store.find("t")) == (None, None)


def test_claims_take_the_oldest_first_and_each_once(store: SqlStore):
    for name in ("d1", "d2", "d3"):
        store.queue(delivery(name))
    assert claim(store, limit=2) == ["d1", "d2"]
    assert claim(store) == ["d3"]
    assert claim(store) == []


def test_a_worker_that_died_leaves_in_doubt_what_it_offered_and_nothing_else(store: SqlStore):
    for name in ("d1", "d2"):
        store.queue(delivery(name))
    claim(store)
    assert store.became([], ["d1"]) == {"d1"}
    again = store.claim(limit=2, now=NOW + LEASE, lease=LEASE)
    assert [(d.attempts, d.in_doubt, d.last_error[:16]) for d in again] == [
        (1, 1, "a worker stopped"),
        (0, 0, ""),
    ]


def test_what_is_left_in_doubt_is_so_once_for_each_time_it_was_offered(store: SqlStore):
    store.queue(delivery("d1"))
    claim(store)
    store.became([], ["d1"])
    claim(store, now=NOW + LEASE)
    (again,) = store.claim(limit=1, now=NOW + 2 * LEASE, lease=LEASE)
    assert again.in_doubt == 1


def test_a_message_is_offered_by_one_and_never_once_it_is_settled(store: SqlStore):
    for name in ("d1", "d2", "d3"):
        store.queue(delivery(name))
    store.sent("d3", at=NOW, reply="250 ok")
    assert store.became([], ["d1"]) == {"d1"}
    assert store.became([], ["d1", "d2", "d3", "d4"]) == {"d2"}
    store.postponed("d1", error="450 busy", until=LATER, counts=True)
    assert store.became([], ["d1"]) == {"d1"}


def test_a_sent_message_is_not_claimed_again(store: SqlStore):
    store.queue(delivery("d1"))
    store.sent("d1", at=LATER, reply="250 queued")
    sent = store.delivery("d1")
    taken = replace(delivery("d1"), state=DeliveryState.SENT, attempts=1, reply="250 queued")
    assert sent == replace(taken, sent_at=LATER, settled_at=LATER)
    assert (claim(store, now=LATER), store.waiting()) == ([], 0)


def test_a_postponed_message_waits_until_it_is_due(store: SqlStore):
    store.queue(delivery("d1"))
    claim(store)
    store.postponed("d1", error="450 busy", until=LATER, counts=True)
    assert claim(store, now=LATER - timedelta(seconds=1)) == []
    assert claim(store, now=LATER) == ["d1"]


def test_a_relay_that_is_down_counts_against_no_message(store: SqlStore):
    store.queue(delivery("d1"))
    store.postponed("d1", error="450 busy", until=LATER, counts=True)
    store.postponed("d1", error="no answer", until=LATER, counts=False)
    kept = store.delivery("d1")
    assert kept
    assert (kept.attempts, kept.last_error, kept.next_attempt) == (1, "no answer", LATER)


def test_failed_and_dropped_messages_say_why_and_wait_no_more(store: SqlStore):
    store.queue(delivery("d1"))
    store.queue(delivery("d2"))
    store.failed("d1", error="550 unknown", at=LATER)
    store.dropped("d2", reason="left", at=LATER)
    told = [(d.state.value, d.last_error, d.attempts) for d in store.deliveries()]
    assert told == [("dropped", "left", 0), ("failed", "550 unknown", 1)]
    assert store.waiting() == 0


def test_a_late_worker_does_not_undo_that_a_message_was_sent(store: SqlStore):
    store.queue(delivery("d1"))
    store.sent("d1", at=NOW, reply="250 ok")
    store.postponed("d1", error="450 busy", until=NOW, counts=True)
    store.failed("d1", error="550 unknown", at=LATER)
    assert claim(store, now=LATER) == []
    assert [d.state for d in store.deliveries()] == [DeliveryState.SENT]


def test_a_message_taken_by_a_server_is_sent_whatever_was_decided_meanwhile(store: SqlStore):
    store.queue(delivery("d1"))
    store.dropped("d1", reason="left", at=NOW)
    store.sent("d1", at=LATER, reply="250 ok")
    assert [(d.state, d.sent_at) for d in store.deliveries()] == [(DeliveryState.SENT, LATER)]


def test_the_newest_deliveries_come_first_and_no_more_than_asked(store: SqlStore):
    for number in range(5):
        store.queue(delivery(f"d{number}"))
    assert [d.id for d in store.deliveries(limit=2)] == ["d4", "d3"]


def test_bytes_are_erased_once_settled_and_old(store: SqlStore):
    for name in ("sent", "fresh", "waiting"):
        store.queue(delivery(name))
    store.sent("sent", at=NOW, reply="250 ok")
    store.failed("fresh", error="550 unknown", at=LATER)
    assert (store.erase_sent(LATER), store.erase_sent(LATER)) == (1, 0)
    kept = [(bool(d.raw), bool(d.envelope_sender)) for d in store.deliveries()]
    assert kept == [(True, True), (True, True), (False, False)]
