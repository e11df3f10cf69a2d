"""What stands in a calendar, each with its bytes, written once.

Two kinds: an item, and a day that a document announces.  Whoever keeps an entry keeps its
bytes; they depend on nothing but the entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from icalendar import Event, Todo

from digest.ical.text import clean, line, short, utc
from digest.model.change import TrackedItem
from digest.model.item import Role, Status

_PRIORITIES = {"P0": 1, "P1": 1, "P2": 3, "P3": 5, "P4": 9}  # RFC 5545 §3.8.1.9
_TODO_STATUS = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.BLOCKED: "NEEDS-ACTION",  # the RFC has no word for it; CATEGORIES says so
    Status.DONE: "COMPLETED",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """An item as a calendar shows it."""

    tracked: TrackedItem
    origin: str  # title of its document
    owners: tuple[str, ...]  # names, shown when the feed is not its reader's own
    url: str | None = None  # of the source line

    @cached_property
    def id(self) -> str:
        """What orders the entries of a calendar."""
        return self.tracked.id

    @cached_property
    def ended(self) -> date:
        """The day it was done, after which it leaves; while it is open, the last there is."""
        status, closed = self.tracked.item.status.value, self.tracked.closed_at
        if not self.tracked.live or status is Status.CANCELLED:
            return date.min
        if status is not Status.DONE:
            return date.max
        return closed.date() if closed else date.min

    @cached_property
    def awaited(self) -> bool:
        """True while it is to be done: an alarm may call it to mind."""
        return not self.tracked.item.status.value.closed

    @cached_property
    def undated(self) -> bool:
        """True when it is open and has no day yet."""
        return self.tracked.item.day is None and self.awaited

    def late(self, today: date) -> bool:
        """Return whether it is to be done, and its day has passed."""
        day = self.tracked.item.day
        return self.awaited and day is not None and day < today

    @cached_property
    def event(self) -> bytes:
        """A VEVENT over the promised days (DTEND is the day after, §3.6.1); none without."""
        if self.tracked.item.day in (None, date.max):  # nothing follows the last day there is
            return b""
        item, component = self.tracked.item, Event()
        start, end = _days(self.tracked)
        component.add("uid", self.tracked.id)
        component.add("dtstart", start)
        component.add("dtend", end + _DAY)
        component.add("status", "CONFIRMED")
        component.add("transp", "TRANSPARENT")
        return _written(component, self, "✓ " if item.status.value is Status.DONE else "")

    @cached_property
    def todo(self) -> bytes:
        """A VTODO; DUE is the last promised day (§3.8.2.3)."""
        tracked, component = self.tracked, Todo()
        component.add("uid", f"{tracked.id}-todo")
        component.add("status", _TODO_STATUS[tracked.item.status.value])
        if tracked.item.day:
            start, end = _days(tracked)
            if start < end:
                component.add("dtstart", start)
            component.add("due", end)
        if tracked.item.status.value is Status.DONE:
            component.add("completed", utc(tracked.closed_at or tracked.changed_at))
            component.add("percent-complete", 100)
        return _written(component, self, "")


@dataclass(frozen=True)
class Announced:
    """A day that is no item's: a decision that is needed, a new date, a review."""

    id: str  # its UID, for life
    summary: str
    lines: tuple[str, ...]  # of its description
    start: date
    end: date  # inclusive
    at: datetime  # when it was last written
    sequence: int = 0  # RFC 5545 §3.8.7.4
    url: str | None = None
    awaited = True
    undated = False
    todo = b""

    @property
    def ended(self) -> date:
        """Its last day: it leaves as a finished item does."""
        return self.end

    def late(self, today: date) -> bool:  # noqa: ARG002 - as an item is asked
        """Return that nobody is late with it."""
        return False

    @cached_property
    def event(self) -> bytes:
        """A VEVENT over its days."""
        if self.end == date.max:
            return b""
        component = Event()
        component.add("uid", self.id)
        component.add("dtstart", self.start)
        component.add("dtend", self.end + _DAY)
        component.add("status", "CONFIRMED")
        component.add("transp", "TRANSPARENT")
        component.add("dtstamp", utc(self.at))
        component.add("sequence", self.sequence)
        component.add("summary", line(self.summary))
        told = (self.url or "", *self.lines)
        component.add("description", clean("\n".join(filter(None, told))))
        if self.url:
            component.add("url", self.url)
        return bytes(component.to_ical())


def _days(tracked: TrackedItem) -> tuple[date, date]:
    due = tracked.item.due
    if due is None or due.day is None:
        raise ValueError(f"item {tracked.id} has no day")
    return (due.start or due.day), due.day


def _written(component: Event | Todo, entry: Entry, mark: str) -> bytes:
    """Add what events and to-dos share, and return the bytes."""
    tracked = entry.tracked
    changed = utc(tracked.changed_at)
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("sequence", tracked.sequence)
    component.add("summary", mark + line(_summary(entry)))
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
    return f"{blocked}{short(tracked.item.text)}{owners}"


def _description(entry: Entry) -> Iterable[str]:
    tracked, item = entry.tracked, entry.tracked.item
    if entry.url:
        yield entry.url
    yield f"{entry.origin} ({tracked.path}:{item.line})"
    if len(item.text) > len(short(item.text)):
        yield item.text
    if item.role is Role.ASK or item.status.detail:
        yield item.status.detail or "Somebody waits for this."
    if item.due and item.due.assumed:
        yield "Nobody wrote a date: this one is assumed from the priority."
    if tracked.moves and tracked.first_due:
        times = "once" if tracked.moves == 1 else f"{tracked.moves} times"
        yield f"First promised for {tracked.first_due.isoformat()}, moved {times}."
        if tracked.reason:
            yield f"Moved because: {line(tracked.reason)}"
