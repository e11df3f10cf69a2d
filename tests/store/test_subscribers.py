"""What people and the operator decided."""

from datetime import date

from digest.model.owed import Choices
from digest.store import SqlStore
from tests.store.samples import LATER, NOW


def test_a_person_is_subscribed_since_first_asked_for(store: SqlStore):
    assert store.choices("ada", now=NOW) == Choices("ada", NOW)
    assert store.choices("ada", now=LATER) == Choices("ada", NOW)


def test_unsubscribing_twice_is_the_same_as_once(store: SqlStore):
    store.unsubscribe("ada", "digest")
    store.unsubscribe("ada", "digest")
    store.unsubscribe("ada", "delay")
    assert store.choices("ada", now=NOW).unsubscribed == ("delay", "digest")
    assert store.choices("bo", now=NOW).unsubscribed == ()


def test_a_kind_is_started_again(store: SqlStore):
    store.unsubscribe("ada", "digest")
    store.resubscribe("ada", "digest")
    assert store.choices("ada", now=NOW).unsubscribed == ()


def test_a_person_whose_address_bounced_is_suspended_until_resumed(store: SqlStore):
    store.suspend("ada", at=NOW, why="550 5.1.1 no such user")
    store.suspend("ada", at=LATER, why="550 again")
    assert store.choices("ada", now=NOW) == Choices("ada", NOW, suspended=True)
    assert not store.choices("bo", now=NOW).suspended
    store.resume("ada")
    assert not store.choices("ada", now=NOW).suspended


def test_resuming_who_was_not_suspended_changes_nothing(store: SqlStore):
    store.resume("ada")
    assert not store.choices("ada", now=NOW).suspended


def test_a_pause_lasts_until_its_day_or_until_it_is_ended(store: SqlStore):
    store.pause("ada", date(2026, 12, 7))
    store.pause("ada", date(2026, 12, 14))
    assert store.choices("ada", now=NOW).paused_until == date(2026, 12, 14)
    assert store.choices("bo", now=NOW).paused_until is None
    store.pause("ada", None)
    assert store.choices("ada", now=NOW).paused_until is None


def test_the_rehearsal_ends_for_some(store: SqlStore):
    store.start(["ada"], NOW)
    store.start(["ada"], LATER)
    assert (store.started("ada"), store.started("bo"), store.started()) == (True, False, False)


def test_the_rehearsal_ends_for_everyone(store: SqlStore):
    assert not store.started("ada")
    store.start(None, NOW)
    assert store.started("ada")


def test_starting_nobody_starts_nobody(store: SqlStore):
    store.start([], NOW)
    assert not store.started("ada")


def test_a_note_is_the_last_one_set(store: SqlStore):
    assert store.note("clock") is None
    store.set_note("clock", "P7D")
    store.set_note("clock", "P14D")
    assert store.note("clock") == "P14D"
