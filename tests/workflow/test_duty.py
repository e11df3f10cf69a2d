"""A look costs what is due; a schedule that changes neither doubles a digest nor skips one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.directory import Directory
from digest.model.schedule import Cadence, Chosen, Schedule
from digest.workflow.choosing import choose_schedule, forget_schedule, next_digest
from digest.workflow.duty import chosen, looks
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import DIRECTORY, Company
from tests.workflow.test_gather import ROW, table

PRIYA = DIRECTORY.people["priya"]


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def days(told: Company, number: int) -> list[str]:
    """Look every eight hours for some days; return the days on which priya got a digest."""
    for _ in range(number * 3):
        if told.clock.at.hour == 0:
            gather(told.world, "docs")
        publish(told.world)
        told.clock.forward(hours=8)
    first, last = told.clock.at.date() - timedelta(days=99), told.clock.at.date()
    made = told.world.store.editions("priya", first, last)
    return [f"{one.made_at:%a %d.%m. %H}" for one in made]


def scheduled(told: Company, schedule: Schedule) -> Company:
    """Return the same service with other settings for priya."""
    people = {**DIRECTORY.people, "priya": replace(PRIYA, schedule=schedule)}
    directory = Directory(people, DIRECTORY.teams)
    installation = replace(told.world.installation, directory=directory)
    return replace(told, world=replace(told.world, installation=installation))


def test_who_got_theirs_is_not_looked_at_until_the_next(told):
    publish(told.world)
    assert {look.person.key for look in looks(told.world, "digest")} == {*DIRECTORY.people}
    publish(told.world)

    assert not list(looks(told.world, "digest"))
    told.clock.forward(days=7)
    assert {look.person.key for look in looks(told.world, "digest")} == {*DIRECTORY.people}


def test_a_chosen_weekday_wins_over_the_settings(told):
    publish(told.world)
    choose_schedule(told.world, PRIYA, Chosen(weekday=4, hour=16, minute=0))

    assert days(told, 12) == ["Mon 23.11. 08", "Fri 27.11. 16", "Fri 04.12. 16"]


def test_a_weekday_chosen_after_a_digest_neither_doubles_nor_skips(told):
    publish(told.world)
    choose_schedule(told.world, PRIYA, Chosen(weekday=2))

    assert days(told, 17) == ["Mon 23.11. 08", "Wed 02.12. 08", "Wed 09.12. 08"]


def test_a_weekday_of_the_settings_that_changes_neither_doubles_nor_skips(told):
    publish(told.world)
    publish(told.world)
    later = scheduled(told, Schedule(weekday=4))

    assert days(later, 12) == ["Mon 23.11. 08", "Fri 27.11. 08", "Fri 04.12. 08"]


def test_a_choice_stands_on_those_before_it_until_all_are_forgotten(told):
    choose_schedule(told.world, PRIYA, Chosen(weekday=2))
    person = choose_schedule(told.world, PRIYA, Chosen(cadence=Cadence.MONTHLY))

    assert (person.schedule.weekday, person.schedule.cadence) == (2, Cadence.MONTHLY)
    forget_schedule(told.world, PRIYA)
    assert chosen(told.world, PRIYA).schedule == PRIYA.schedule


def test_a_fortnight_is_counted_from_a_week_of_the_persons_own(told):
    publish(told.world)
    first = told.clock.at.date() + timedelta(days=7)
    choose_schedule(told.world, PRIYA, Chosen(cadence=Cadence.FORTNIGHTLY, first=first))

    assert days(told, 30) == ["Mon 23.11. 08", "Mon 30.11. 08", "Mon 14.12. 08"]


def test_what_a_long_pause_rested_comes_once_on_return(told):
    publish(told.world)
    choose_schedule(told.world, PRIYA, Chosen(cadence=Cadence.MONTHLY))
    told.world.store.pause("priya", told.clock.at.date() + timedelta(days=30))

    assert days(told, 45) == ["Mon 23.11. 08", "Wed 23.12. 08", "Mon 04.01. 08"]


def test_the_next_digest_is_not_one_too_soon_after_the_last(told):
    publish(told.world)
    person = choose_schedule(told.world, PRIYA, Chosen(weekday=2))

    assert next_digest(told.world, person).isoformat() == "2026-12-02T08:00:00+00:00"


def test_who_is_killed_between_making_and_moving_on_makes_it_once(told, store):
    publish(told.world)
    slots = store.due_slots("digest", told.clock.at)
    publish(told.world)
    store.start(None, told.clock.at)  # all rows are due again, as if nothing had moved
    publish(told.world)

    assert len(slots) == len(DIRECTORY.people)
    assert len([d for d in store.deliveries() if d.recipient == "priya"]) == 1
