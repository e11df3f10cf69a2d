"""A calendar: its head, and the bytes of its entries joined."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter

from icalendar import Alarm, Calendar, vText

from digest.ical.entry import Announced, Entry
from digest.ical.text import clean
from digest.model.calendar import Choice, Kind

_END = b"END:VCALENDAR\r\n"
_END_EVENT = b"END:VEVENT\r\n"


def write(
    name: str, entries: Iterable[Entry | Announced], choice: Choice, *, today: date
) -> bytes:
    """Return a feed of all-day events, to-dos, or both.

    Finished items stay for a time; cancelled and withdrawn ones leave.  Items without a day
    stand among the to-dos only, without DUE.
    """
    since = today - timedelta(days=choice.done_days or 0)
    shown = sorted((e for e in entries if e.ended >= since), key=attrgetter("id"))
    if choice.overdue:
        shown = [entry for entry in shown if entry.late(today)]
    parts = [_head(name, sum(e.undated for e in shown))]
    if choice.kind is not Kind.TODO:
        parts += _events(shown, _alarm(choice.alarm_days))
    if choice.kind is not Kind.EVENT:
        parts += [e.todo for e in shown]
    return b"".join([*parts, _END])


def _head(name: str, undated: int) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//digestd//Digest//EN")
    # Without vText these are written unescaped.
    calendar.add("name", vText(clean(name)))
    calendar.add("x-wr-calname", vText(clean(name)))
    if undated:
        told = f"{undated} open item{'s have' if undated > 1 else ' has'} no date yet."
        calendar.add("description", vText(told))
        calendar.add("x-wr-caldesc", vText(told))
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT4H"))
    return bytes(calendar.to_ical()).removesuffix(_END)


def _events(shown: Sequence[Entry | Announced], alarm: bytes) -> list[bytes]:
    if not alarm:
        return [entry.event for entry in shown]
    return [_alarmed(e.event, alarm) if e.awaited else e.event for e in shown]


def _alarm(days: int | None) -> bytes:
    """Return an alarm so many days before, with the end of its event; none where not wished."""
    if days is None:
        return b""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Due soon")  # without it readers refuse the whole feed
    alarm.add("trigger", timedelta(days=-days))
    return bytes(alarm.to_ical()) + _END_EVENT


def _alarmed(event: bytes, end: bytes) -> bytes:
    return event.removesuffix(_END_EVENT) + end if event else b""
