"""digest.workflow.calendars: calendars that people name, each with an address of its own."""

import pytest

from digest.errors import UsageError
from digest.model.calendar import Choice, Fetch, Kind
from digest.model.ledger import Purpose
from digest.store import SqlStore
from digest.tokens import hashed
from digest.workflow.calendars import called, held, remove, rename, rotate, save, wanted
from digest.workflow.scope import Scope
from tests.workflow.company import DIRECTORY, Company, company

PRIYA = DIRECTORY.people["priya"]
URGENT = Scope("priority", "P1")


@pytest.fixture
def work(store: SqlStore, tmp_path) -> Company:
    made = company(store, tmp_path / "docs")
    save(made.world, PRIYA, "Urgent", URGENT, Choice(Kind.BOTH, alarm_days=2))
    return made


def test_everybody_is_offered_some_and_has_those_they_named(work: Company):
    names = [one.name for one in held(work.world, PRIYA)]

    assert names == ["person:priya", "team:identity", "all", "Urgent"]


def test_a_named_calendar_keeps_what_it_shows(work: Company):
    one = called(work.world, PRIYA, "Urgent")
    told = wanted(work.world, one.subject)

    assert told is not None
    assert (told.scope, told.choice, told.viewer) == (URGENT, one.choice, PRIYA)


def test_a_name_is_given_once(work: Company):
    with pytest.raises(UsageError, match="has one of that name"):
        save(work.world, PRIYA, " Urgent ", URGENT, Choice())


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "a\x00b"])
def test_what_is_no_name_is_refused(work: Company, name):
    with pytest.raises(UsageError, match="calendar name"):
        save(work.world, PRIYA, name, URGENT, Choice())


def test_renaming_keeps_the_address(work: Company):
    before = called(work.world, PRIYA, "Urgent")
    rename(work.world, before, "Late")

    assert called(work.world, PRIYA, "Late").url == before.url
    with pytest.raises(UsageError, match="none of that name"):
        called(work.world, PRIYA, "Urgent")


def test_rotating_revokes_the_old_address(work: Company):
    before = called(work.world, PRIYA, "all")
    rotate(work.world, before)
    old = work.world.store.find(hashed(before.url[-36:-4]))

    assert called(work.world, PRIYA, "all").url != before.url
    assert old is not None
    assert (old.purpose, old.revoked) == (Purpose.FEED, True)


def test_what_is_removed_is_gone(work: Company):
    one = called(work.world, PRIYA, "Urgent")
    remove(work.world, one)

    assert wanted(work.world, one.subject) is None
    assert len(held(work.world, PRIYA)) == 3


def test_what_everybody_is_offered_is_neither_renamed_nor_removed(work: Company):
    one = called(work.world, PRIYA, "all")
    with pytest.raises(UsageError, match="only those you named"):
        rename(work.world, one, "Everything")
    with pytest.raises(UsageError, match="everybody is offered it"):
        remove(work.world, one)


def test_nobody_gets_the_calendar_of_another(work: Company):
    subject = called(work.world, PRIYA, "Urgent").subject.replace("priya", "mei")

    assert wanted(work.world, subject) is None


def test_fetches_are_counted_by_address(work: Company):
    subject, now = called(work.world, PRIYA, "Urgent").subject, work.clock.now()
    for client in ("khal", "Outlook"):
        work.world.store.record_fetches([Fetch(subject, now, client, 2)])

    assert called(work.world, PRIYA, "Urgent").fetch == Fetch(subject, now, "Outlook", 4)


def test_nobody_has_fetched_a_new_address(work: Company):
    one = called(work.world, PRIYA, "all")
    work.world.store.record_fetches([Fetch(one.subject, work.clock.now(), "khal")])
    rotate(work.world, one)

    assert called(work.world, PRIYA, "all").fetch is None
