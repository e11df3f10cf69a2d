"""Items -> VCALENDAR bytes (RFC 5545, RFC 7986); knows no store, no clock, no web.

The same items on the same day make the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, Todo, vText

from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Role, Status

# Anything a strict reader might refuse: controls, lone surrogates, line separators.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_PRIORITIES = {"P0": 1, "P1": 1, "P2": 3, "P3": 5, "P4": 9}  # RFC 5545 §3.8.1.9
_TODO_STATUS = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.BLOCKED: "NEEDS-ACTION",  # the RFC has no word for it; CATEGORIES says so
    Status.DONE: "COMPLETED",
}
_END = b"END:VCALENDAR\r\n"


class Kind(StrEnum):
    """Which components a feed holds; most clients show events only."""

    EVENT = "event"
    TODO = "todo"
    BOTH = "both"


@dataclass(frozen=True)
class Entry:
    """An item as a calendar shows it."""

    tracked: TrackedItem
    origin: str  # title of its document
    owners: tuple[str, ...]  # names, shown when the feed is not its reader's own
    url: str | None = None  # of the source line


def write(
    name: str, entries: Sequence[Entry], *, kind: Kind, today: date, done_days: int
) -> bytes:
    """Return a feed of all-day events, to-dos, or both.

    Finished items stay for `done_days`; cancelled and withdrawn ones leave.  Items without a
    day stand among the to-dos only, without DUE.
    """
    shown = sorted(
        (e for e in entries if _shown(e.tracked, today, done_days)), key=lambda e: e.tracked.id
    )
    undated = sum(_wants_day(e.tracked.item) for e in shown)
    parts = [_head(name, undated)]
    if kind is not Kind.TODO:
        parts += [event(e) for e in shown if _has_a_day(e.tracked)]
    if kind is not Kind.EVENT:
        parts += [todo(e) for e in shown]
    return b"".join([*parts, _END])


def _shown(tracked: TrackedItem, today: date, done_days: int) -> bool:
    status = tracked.item.status.value
    if not tracked.live or status is Status.CANCELLED:
        return False
    if status is not Status.DONE:
        return True
    closed = tracked.closed_at
    return closed is not None and closed.date() >= today - timedelta(days=done_days)


def _wants_day(item: ActionItem) -> bool:
    return item.day is None and not item.status.value.closed


def _has_a_day(tracked: TrackedItem) -> bool:
    """The last day there is has no day after it, which an event would end on."""
    return tracked.item.day is not None and tracked.item.day < date.max


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


def event(entry: Entry) -> bytes:
    """Return a VEVENT over the promised days (DTEND is the day after, §3.6.1)."""
    item, component = entry.tracked.item, Event()
    start, end = _days(entry)
    component.add("uid", entry.tracked.id)
    component.add("dtstart", start)
    component.add("dtend", end + timedelta(days=1))
    component.add("status", "CONFIRMED")
    component.add("transp", "TRANSPARENT")
    mark = "✓ " if item.status.value is Status.DONE else ""
    return _written(component, entry, mark)


def todo(entry: Entry) -> bytes:
    """Return a VTODO; DUE is the last promised day (§3.8.2.3)."""
    tracked, component = entry.tracked, Todo()
    component.add("uid", f"{tracked.id}-todo")
    component.add("status", _TODO_STATUS[tracked.item.status.value])
    if tracked.item.day:
        start, end = _days(entry)
        if start < end:
            component.add("dtstart", start)
        component.add("due", end)
    if tracked.item.status.value is Status.DONE:
        component.add("completed", _utc(tracked.closed_at or tracked.changed_at))
        component.add("percent-complete", 100)
    return _written(component, entry, "")


def _days(entry: Entry) -> tuple[date, date]:
    due = entry.tracked.item.due
    if due is None or due.day is None:
        raise ValueError(f"item {entry.tracked.id} has no day")
    return (due.start or due.day), due.day


def _written(component: Event | Todo, entry: Entry, mark: str) -> bytes:
    """Add what events and to-dos share, and return the bytes."""
    tracked = entry.tracked
    changed = _utc(tracked.changed_at)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("sequence", tracked.sequence)
    component.add("summary", mark + " ".join(clean(_summary(entry)).split()))
    component.add("description", clean("\n".join(_description(entry))))
    priority = tracked.item.priority.value if tracked.item.priority else None
    categories = [priority] if priority else []
    if priority:
        component.add("priority", _PRIORITIES[priority])
    if tracked.item.status.value is Status.BLOCKED:
        categories.append("blocked")
    if categories:
        component.add("categories", categories)
    if entry.url:
        component.add("url", entry.url)
    return bytes(component.to_ical())


def _summary(entry: Entry) -> str:
    tracked = entry.tracked
    blocked = "[blocked] " if tracked.item.status.value is Status.BLOCKED else ""
    owners = f" ({', '.join(entry.owners)})" if entry.owners else ""
    return f"{blocked}{_short(tracked.item.text)}{owners}"


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _description(entry: Entry) -> Iterable[str]:
    tracked, item = entry.tracked, entry.tracked.item
    if entry.url:
        yield entry.url
    yield f"{entry.origin} ({tracked.path}:{item.line})"
    if len(item.text) > len(_short(item.text)):
        yield item.text
    if item.role is Role.ASK or item.status.detail:
        yield item.status.detail or "Somebody waits for this."
    if item.due and item.due.assumed:
        yield "Nobody wrote a date: this one is assumed from the priority."
    if tracked.moves and tracked.first_due:
        times = "once" if tracked.moves == 1 else f"{tracked.moves} times"
        yield f"First promised for {tracked.first_due.isoformat()}, moved {times}."


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def clean(text: str) -> str:
    """Return text that every client reads: no controls, no white space around it."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n")).strip() or "-"
