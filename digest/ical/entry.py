"""What stands in a calendar, each with its bytes, written once.

Two kinds: an item, and a day that a document announces.  Whoever keeps an entry keeps its
bytes; they depend on nothing but the entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from digest.ical import lines
from digest.ical.text import line
from digest.model.change import TrackedItem
from digest.model.item import Status

_PRIORITIES = {"P0": 1, "P1": 1, "P2": 3, "P3": 5, "P4": 9}  # RFC 5545 §3.8.1.9
_TODO_STATUS = {
    Status.OPEN: "NEEDS-ACTION",
    Status.IN_PROGRESS: "IN-PROCESS",
    Status.BLOCKED: "NEEDS-ACTION",  # the RFC has no word for it; the text says so
    Status.DONE: "COMPLETED",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Words:
    """What an entry says, in the words of its reader."""

    summary: str
    lines: tuple[str, ...] = ()  # of the description
    categories: tuple[str, ...] = ()
    url: str | None = None  # of the source line; the first line of the description too


@dataclass(frozen=True)
class Entry:
    """An item as a calendar shows it."""

    tracked: TrackedItem
    words: Words

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
        return self.awaited and self.tracked.item.day is None

    def late(self, today: date) -> bool:
        """Return whether it is to be done, and its day has passed."""
        day = self.tracked.item.day
        return self.awaited and day is not None and day < today

    @cached_property
    def event(self) -> bytes:
        """A VEVENT over the promised days; none without."""
        days = _days(self.tracked)
        if days is None or days[1] == date.max:  # nothing follows the last day there is
            return b""
        mark = "✓ " if self.tracked.item.status.value is Status.DONE else ""
        told = (*_event(self.tracked.id, *days), *_item(self, mark))
        return lines.component("VEVENT", told)

    @cached_property
    def todo(self) -> bytes:
        """A VTODO; DUE is the last promised day (§3.8.2.3)."""
        return lines.component("VTODO", (*_todo(self.tracked), *_item(self, "")))


@dataclass(frozen=True)
class Announced:
    """A day that is no item's: a decision that is needed, a new date, a review."""

    id: str  # its UID, for life
    words: Words
    start: date
    end: date  # inclusive
    at: datetime  # when it was last written
    sequence: int = 0  # RFC 5545 §3.8.7.4
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
        told = (
            *_event(self.id, self.start, self.end),
            *_revision(self.at, self.sequence),
            *_said(self.words, ""),
        )
        return lines.component("VEVENT", told)


def _days(tracked: TrackedItem) -> tuple[date, date] | None:
    due = tracked.item.due
    return ((due.start or due.day), due.day) if due and due.day else None


def _event(uid: str, start: date, end: date) -> Iterator[str]:
    yield f"UID:{uid}"
    yield lines.day("DTSTART", start)
    yield lines.day("DTEND", end + _DAY)  # the day after (§3.6.1)
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # a promise does not fill a day


def _todo(tracked: TrackedItem) -> Iterator[str]:
    status, days = tracked.item.status.value, _days(tracked)
    yield f"UID:{tracked.id}-todo"
    yield f"STATUS:{_TODO_STATUS[status]}"
    if days:
        if days[0] < days[1]:
            yield lines.day("DTSTART", days[0])
        yield lines.day("DUE", days[1])
    if status is Status.DONE:
        yield lines.moment("COMPLETED", tracked.closed_at or tracked.changed_at)
        yield "PERCENT-COMPLETE:100"


def _item(entry: Entry, mark: str) -> Iterator[str]:
    """Yield what events and to-dos of an item share."""
    tracked = entry.tracked
    yield from _revision(tracked.changed_at, tracked.sequence)
    yield from _said(entry.words, mark)
    priority = tracked.item.priority
    if priority and priority.value:
        yield f"PRIORITY:{_PRIORITIES[priority.value]}"


def _revision(at: datetime, sequence: int) -> Iterator[str]:
    # Without METHOD it is the last revision that DTSTAMP tells (§3.8.7.2), never now.
    yield lines.moment("DTSTAMP", at)
    yield lines.moment("LAST-MODIFIED", at)
    yield f"SEQUENCE:{sequence}"


def _said(words: Words, mark: str) -> Iterator[str]:
    yield lines.text("SUMMARY", mark + line(words.summary))
    told = "\n".join(filter(None, (words.url or "", *words.lines)))
    if told:
        yield lines.text("DESCRIPTION", told)
    if words.categories:
        yield lines.texts("CATEGORIES", words.categories)
    if words.url:
        yield f"URL:{line(words.url)}"
