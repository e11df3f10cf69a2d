"""digest.schedule.reminders: what is called to mind on which day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.edition import SectionKey
from digest.model.entry import Why
from digest.model.item import Status
from digest.model.reminders import Days, Reminders
from digest.model.schedule import Cadence, Schedule
from digest.schedule.edition import Request, build
from digest.schedule.reminders import build_reminder, reminds_on
from tests.schedule.company import INSTALLATION, LAST_WEEK, NOW, TODAY, reader, reading, tracked

USUAL = Reminders(Days((3, 1), (1, 7)), {"P1": Days((5,), ())}, {"mei": Days()}, 10)
TUESDAY = TODAY + timedelta(days=1)


def told(*items, who="priya", on=TUESDAY, reminders=USUAL):
    read = replace(
        reading(*items),
        now=NOW + (on - TODAY),
        installation=replace(INSTALLATION, reminders=reminders),
    )
    found = build_reminder(read, replace(reader(who), today=on))
    return [(s.key, [e.title for e in s.entries]) for s in found.sections] if found else []


@pytest.mark.parametrize(
    ("due", "key"),
    [
        ("2026-11-27", SectionKey.DUE),
        ("2026-11-25", SectionKey.DUE),
        ("2026-11-23", SectionKey.OVERDUE),
        ("2026-11-17", SectionKey.OVERDUE),
    ],
)
def test_an_item_is_called_to_mind_on_its_days(due, key):
    assert told(tracked("Rotate keys", "@priya", due=due)) == [(key, ["Rotate keys"])]


@pytest.mark.parametrize("due", ["2026-11-24", "2026-11-26", "2026-11-10", None])
def test_and_on_no_other(due):
    assert told(tracked("Rotate keys", "@priya", due=due)) == []


def test_what_is_done_or_gone_is_not():
    done = tracked("Rotate keys", "@priya", due="2026-11-25", status=Status.DONE)
    gone = tracked("Seal it", "@priya", due="2026-11-25", withdrawn_at=NOW)

    assert told(done, gone) == []


def test_a_priority_has_days_of_its_own():
    grave = tracked("Rotate keys", "@priya", due="2026-11-29", priority="P1")

    assert told(grave) == [(SectionKey.DUE, ["Rotate keys"])]
    assert told(replace(grave, item=replace(grave.item, priority=None))) == []


def test_who_wishes_none_gets_none():
    assert told(tracked("Rotate keys", "@mei", due="2026-11-25"), who="mei") == []


def test_what_falls_on_a_weekend_is_told_on_monday():
    saturday = tracked("a day late on Saturday", "@priya", due="2026-11-20")
    sunday = tracked("three days left on Sunday", "@priya", due="2026-11-25")

    assert told(saturday, on=TODAY) == [(SectionKey.OVERDUE, ["a day late on Saturday"])]
    assert told(sunday, on=TODAY) == [(SectionKey.DUE, ["three days left on Sunday"])]


def test_nobody_is_reminded_on_a_weekend_or_on_the_day_of_a_digest():
    monday = Schedule()

    days = [TODAY + timedelta(days=n) for n in range(7)]
    assert [reminds_on(monday, day) for day in days] == [False, *[True] * 4, False, False]
    assert not any(reminds_on(Schedule(cadence=Cadence.DAILY), day) for day in days)


def test_the_lead_of_the_owners_team_hears_of_what_is_late_for_long():
    late = tracked("Rotate keys", "@priya", due="2026-11-12")
    read = replace(reading(late), installation=replace(INSTALLATION, reminders=USUAL))

    made = build(read, reader("mei"), Request(TODAY, None, LAST_WEEK))
    assert made
    assert [e.why for e in made.section(SectionKey.OVERDUE).entries] == [Why.LEAD]


def test_a_lead_hears_nothing_within_the_days_of_grace():
    late = tracked("Rotate keys", "@priya", due="2026-11-13")
    read = replace(reading(late), installation=replace(INSTALLATION, reminders=USUAL))

    assert build(read, reader("mei"), Request(TODAY, None, LAST_WEEK)) is None


def test_a_lead_hears_nothing_unless_it_is_set():
    late = tracked("Rotate keys", "@priya", due="2026-11-12")
    silent = replace(USUAL, escalate_after=Reminders().escalate_after)
    read = replace(reading(late), installation=replace(INSTALLATION, reminders=silent))

    assert build(read, reader("mei"), Request(TODAY, None, LAST_WEEK)) is None


def test_reminders_of_what_is_late_grow_rarer_and_end():
    days = [TUESDAY + timedelta(days=n) for n in range(60)]
    usual = Reminders(Days((), (1, 3, 7, 15)), {}, {}, 10)
    heard = [
        (day - TUESDAY).days
        for day in days
        if told(tracked("Rotate keys", "@priya", due="2026-11-23"), on=day, reminders=usual)
    ]

    assert heard == [0, 2, 6, 14]
