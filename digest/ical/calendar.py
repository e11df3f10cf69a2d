"""A calendar: its head, and the bytes of its entries joined."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from digest.ical import lines
from digest.ical.entry import Announced, Entry
from digest.model.calendar import Choice, Kind

_END = b"END:VCALENDAR\r\n"
_END_EVENT = b"END:VEVENT\r\n"
_COLOR = "steelblue"  # a name of CSS3, as RFC 7986 §5.9 wants it
_REFRESH = "PT4H"


@dataclass(frozen=True)
class Head:
    """What a calendar says of itself, in the words of its reader."""

    name: str
    undated: Callable[[int], str]  # how many open items have no date
    alarm: str  # what an alarm says


def write(
    head: Head, entries: Iterable[Entry | Announced], choice: Choice, *, today: date
) -> bytes:
    """Return a feed of all-day events, to-dos, or both.

    Finished items stay for a time; cancelled and withdrawn ones leave.  Items without a day
    stand among the to-dos only, without DUE.
    """
    since = today - timedelta(days=choice.done_days or 0)
    shown = sorted((e for e in entries if e.ended >= since), key=attrgetter("id"))
    if choice.overdue:
        shown = [entry for entry in shown if entry.late(today)]
    parts = [_head(head, sum(e.undated for e in shown))]
    if choice.kind is not Kind.TODO:
        alarm = _alarm(head, choice.alarm_days)
        parts += [_with(e.event, alarm) if e.awaited else e.event for e in shown]
    if choice.kind is not Kind.EVENT:
        # No alarm: most have no start, and iCal::Parser refuses one counted from DUE.
        parts += [e.todo for e in shown]
    return b"".join([*parts, _END])


def _head(head: Head, undated: int) -> bytes:
    return lines.component("VCALENDAR", _properties(head, undated)).removesuffix(_END)


def _properties(head: Head, undated: int) -> Iterator[str]:
    yield "VERSION:2.0"
    yield "PRODID:-//digestd//Digest//EN"
    # Some clients know the old name of a property alone, some the new one (RFC 7986 §5).
    for name in ("NAME", "X-WR-CALNAME"):
        yield lines.text(name, head.name)
    if undated:
        for name in ("DESCRIPTION", "X-WR-CALDESC"):
            yield lines.text(name, head.undated(undated))
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}"
    yield f"X-PUBLISHED-TTL:{_REFRESH}"
    yield f"COLOR:{_COLOR}"


def _alarm(head: Head, days: int | None) -> bytes:
    """Return an alarm so many days before; nothing where none is wished."""
    if days is None:
        return b""
    before = f"-P{days}D" if days else "PT0S"
    # Without a DESCRIPTION readers refuse the whole feed.
    told = ("ACTION:DISPLAY", lines.text("DESCRIPTION", head.alarm), f"TRIGGER:{before}")
    return lines.component("VALARM", told)


def _with(event: bytes, alarm: bytes) -> bytes:
    return event.removesuffix(_END_EVENT) + alarm + _END_EVENT if event and alarm else event
