"""digest.ical: every property as clients want it, and none that they take amiss."""

import re
from dataclasses import replace
from datetime import date

import pytest

from digest.ical import Kind
from digest.model.item import Priority, Status
from tests.ical.test_ical import NOW, entry, feed, only

COMPONENTS = [(Kind.EVENT, "VEVENT"), (Kind.TODO, "VTODO")]
TEXT, LINK = "a; b, c\\d", "https://x.example/a#L7"


def rated(priority: Priority | None):
    made = entry()
    item = replace(made.tracked.item, priority=priority)
    return replace(made, tracked=replace(made.tracked, item=item))


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize(
    ("level", "number"), [("P0", 1), ("P1", 1), ("P2", 3), ("P3", 5), ("P4", 9)]
)
def test_a_priority_is_a_number_of_the_rfc(component, level, number):
    kind, name = component

    assert only(feed(rated(Priority(level, level)), kind=kind), name)["PRIORITY"] == number


@pytest.mark.parametrize("priority", [None, Priority("soonish", None)])
def test_no_priority_is_guessed(priority):
    assert b"PRIORITY" not in feed(rated(priority), kind=Kind.BOTH)


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_word_of_a_priority_is_a_category(component):
    kind, name = component

    assert only(feed(entry(), kind=kind), name)["CATEGORIES"].cats == ["P1"]


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.CANCELLED])
def test_an_event_is_confirmed_whatever_became_of_its_item(status):
    assert only(feed(entry(status=status)), "VEVENT")["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.OPEN, "NEEDS-ACTION"),
        (Status.IN_PROGRESS, "IN-PROCESS"),
        (Status.BLOCKED, "NEEDS-ACTION"),
        (Status.DONE, "COMPLETED"),
    ],
)
def test_a_todo_has_a_status_that_the_rfc_knows(status, word):
    assert only(feed(entry(status=status), kind=Kind.TODO), "VTODO")["STATUS"] == word


def test_what_is_open_is_not_complete():
    raw = feed(entry(), kind=Kind.TODO)

    assert b"COMPLETED" not in raw
    assert b"PERCENT" not in raw


def test_a_ranged_todo_starts_on_its_first_day_and_is_due_on_its_last():
    todo = only(feed(entry(end="2026-12-04"), kind=Kind.TODO), "VTODO")

    assert (todo["DTSTART"].dt, todo["DUE"].dt) == (date(2026, 11, 30), date(2026, 12, 4))


def test_a_todo_of_one_day_has_no_start():
    todo = only(feed(entry(), kind=Kind.TODO), "VTODO")

    assert (todo["DUE"].dt, "DTSTART" in todo) == (date(2026, 11, 30), False)


def test_days_are_days_and_moments_are_in_utc():
    raw = feed(entry(status=Status.DONE), entry(end="2026-12-04", id_="b"), kind=Kind.BOTH)

    days = re.findall(rb"^(?:DTSTART|DTEND|DUE).*$", raw, re.MULTILINE)
    assert [d for d in days if not re.fullmatch(rb"[A-Z]+;VALUE=DATE:\d{8}\r", d)] == []
    moments = re.findall(rb"^(?:DTSTAMP|LAST-MODIFIED|COMPLETED):(.*)\r$", raw, re.MULTILINE)
    assert set(moments) == {b"20261120T090005Z"}
    assert b"TZ" not in raw


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_last_change_is_told_twice(component):
    kind, name = component
    found = only(feed(entry(), kind=kind), name)

    told = [found[stamp].dt for stamp in ("DTSTAMP", "LAST-MODIFIED")]
    assert told == [NOW.replace(microsecond=0)] * 2


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_link_is_told_twice_for_google_hides_one(component):
    kind, name = component
    found = only(feed(entry(), kind=kind), name)

    assert found["URL"] == LINK
    assert str(found["DESCRIPTION"]).splitlines()[0] == LINK


@pytest.mark.parametrize("property_", ["ORGANIZER", "ATTENDEE", "METHOD", "SOURCE", "VALARM"])
def test_nothing_makes_an_invitation_of_it_or_rings_unasked(property_):
    raw = feed(entry(), entry(id_="b", status=Status.DONE), kind=Kind.BOTH)

    assert not re.search(rf"^(BEGIN:)?{property_}\b".encode(), raw, re.MULTILINE)


def test_a_calendar_says_how_often_to_look_as_every_reader_takes_it():
    raw = feed(entry())

    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in raw
    assert b"\r\nX-PUBLISHED-TTL:PT4H\r\n" in raw


def test_a_calendar_has_one_name_under_both_properties():
    names = re.findall(rb"^(?:NAME|X-WR-CALNAME):(.*)\r$", feed(name=TEXT), re.MULTILINE)

    assert names == [rb"a\; b\, c\\d"] * 2


def test_a_calendar_has_a_colour_of_css():
    assert b"\r\nCOLOR:steelblue\r\n" in feed()


def test_an_empty_calendar_is_all_but_its_entries():
    head, _, _ = feed(entry()).partition(b"BEGIN:VEVENT")

    assert feed() == head + b"END:VCALENDAR\r\n"
