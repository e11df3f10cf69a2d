"""digest.ical: what every calendar shows right."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from digest.ical import Announced, Choice, Entry, Kind, Words, clean, write
from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Due, Form, Priority, ReadStatus, Status
from digest.render.calendars import head_words, item_words
from digest.render.language import ENGLISH

NOW = datetime(2026, 11, 20, 9, 0, 5, 999, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def entry(
    text="Rotate keys", due="2026-11-30", *, end=None, status=Status.OPEN, id_="a", **more
):
    when = Due(due, date.fromisoformat(due), date.fromisoformat(end or due)) if due else None
    item = ActionItem(
        text,
        7,
        7,
        Form.TABLE,
        due=when,
        status=ReadStatus("", status),
        priority=Priority("P1", "P1"),
    )
    tracked = TrackedItem(id_, "pm", "a.md", "a.md", item, NOW, NOW, closed_at=NOW, **more)
    url = "https://x.example/a#L7"
    told = item_words(tracked, "Login outage", ("Mei Tanaka",), url, language=ENGLISH)
    return Entry(tracked, told)


def feed(*entries, kind=Kind.EVENT, name="Northbeam"):
    return shown(entries, Choice(kind, done_days=7), name=name)


def shown(entries, choice, *, name="N", today=TODAY):
    return write(head_words(name, ENGLISH), entries, choice, today=today)


def only(raw, component):
    (found,) = Calendar.from_ical(raw).walk(component)
    return found


def test_an_item_is_an_all_day_event_that_blocks_nobody():
    event = only(feed(entry()), "VEVENT")

    assert event["DTSTART"].dt == date(2026, 11, 30)
    assert event["DTEND"].dt == date(2026, 12, 1)
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_range_ends_on_the_day_after_its_last():
    event = only(feed(entry(end="2026-12-04")), "VEVENT")

    assert event["DTEND"].dt == date(2026, 12, 5)


def test_the_same_items_make_the_same_bytes():
    assert feed(entry(id_="a"), entry(id_="b")) == feed(entry(id_="b"), entry(id_="a"))


def test_stamps_are_of_the_last_change_in_whole_seconds():
    event = only(feed(entry(sequence=3)), "VEVENT")

    assert event["DTSTAMP"].dt == NOW.replace(microsecond=0)
    assert event["SEQUENCE"] == 3


def test_events_and_todos_of_one_item_have_different_uids():
    components = Calendar.from_ical(feed(entry(), kind=Kind.BOTH)).subcomponents

    assert [str(c["UID"]) for c in components] == ["a", "a-todo"]


def test_an_item_without_a_day_is_no_event_and_an_undated_todo():
    raw = feed(entry(due=None), kind=Kind.BOTH)

    assert Calendar.from_ical(raw).walk("VEVENT") == []
    assert "DUE" not in only(raw, "VTODO")
    assert b"1 open item has no date yet." in raw


def test_blocked_has_no_word_in_the_rfc_and_is_a_category():
    todo = only(feed(entry(status=Status.BLOCKED), kind=Kind.TODO), "VTODO")

    assert todo["STATUS"] == "NEEDS-ACTION"
    assert "blocked" in todo["CATEGORIES"].cats


def test_a_finished_item_stays_some_days_and_then_leaves():
    old = entry(status=Status.DONE)
    late = shown([old], Choice(done_days=7), today=date(2026, 11, 28))

    assert str(only(feed(old), "VEVENT")["SUMMARY"]).startswith("✓ ")
    assert Calendar.from_ical(late).subcomponents == []


def test_cancelled_and_withdrawn_items_leave_at_once():
    raw = feed(entry(status=Status.CANCELLED), entry(withdrawn_at=NOW, id_="b"))

    assert Calendar.from_ical(raw).subcomponents == []


def test_a_finished_todo_says_when():
    todo = only(feed(entry(status=Status.DONE), kind=Kind.TODO), "VTODO")

    assert todo["PERCENT-COMPLETE"] == 100
    assert todo["COMPLETED"].dt == NOW.replace(microsecond=0)


def test_a_slip_is_told_in_the_description():
    event = only(feed(entry(moves=2, first_due=date(2026, 11, 12))), "VEVENT")

    assert "First promised for 12 Nov 2026, moved twice." in str(event["DESCRIPTION"])


def test_hostile_text_stays_text():
    raw = feed(entry("a\r\nEND:VCALENDAR\x00; b, c\u2028d \ud800"), name="N; x,\ny")

    assert str(only(raw, "VEVENT")["SUMMARY"]) == "a END:VCALENDAR; b, cd (Mei Tanaka)"
    assert b"X-WR-CALNAME:N\\; x\\,\\ny\r\n" in raw


def test_lines_are_folded_within_75_octets():
    raw = feed(entry("Überprüfung der Schlüssel " * 9))

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


@pytest.mark.parametrize("text", [r"C:\new", r"\N", r"a \\n b"])
def test_no_reader_finds_a_line_break_in_a_backslash(text):
    raw = feed(entry(text))

    assert b"\\\\n" not in raw.lower()
    assert "\n" not in str(only(raw, "VEVENT")["SUMMARY"])


def test_clean_never_returns_nothing():
    assert clean("\x00 \u2029") == "-"


def test_the_last_day_there_is_does_not_break_the_feed():
    raw = feed(entry(due="9999-12-31"), entry(id_="b"), kind=Kind.BOTH)

    assert [str(e["UID"]) for e in Calendar.from_ical(raw).walk("VEVENT")] == ["b"]


def test_an_alarm_calls_what_is_to_be_done_to_mind_and_nothing_else():
    done = entry(id_="b", status=Status.DONE)
    raw = shown([entry(), done], Choice(done_days=7, alarm_days=2))
    alarms = [event.walk("VALARM") for event in Calendar.from_ical(raw).walk("VEVENT")]

    assert [len(found) for found in alarms] == [1, 0]
    assert b"TRIGGER:-P2D" in raw
    assert alarms[0][0]["DESCRIPTION"]


def test_only_what_is_late_is_shown_to_who_wants_that():
    entries = [entry(id_="a", due="2026-11-22"), entry(id_="b"), entry(id_="c", due=None)]
    raw = shown(entries, Choice(Kind.BOTH, overdue=True))

    assert {str(c["UID"]) for c in Calendar.from_ical(raw).subcomponents} == {"a", "a-todo"}


def test_bytes_of_an_entry_are_written_once():
    kept = entry()

    assert kept.event is kept.event
    assert kept.event in feed(kept)


def test_an_announced_day_is_an_event_and_no_todo():
    words = Words("Decision needed: scope", ("why",), url="https://x")
    told = Announced("u", words, TODAY, TODAY, NOW, 4)
    raw = feed(told, kind=Kind.BOTH)
    event = only(raw, "VEVENT")

    assert (event["SEQUENCE"], str(event["SUMMARY"])) == (4, "Decision needed: scope")
    assert str(event["DESCRIPTION"]) == "https://x\nwhy"
    assert b"VTODO" not in raw
