"""Eight weeks at a glance: what was open, overdue and closed, and how long closing takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile, pairwise
from statistics import median

from digest.model.change import Change, TrackedItem
from digest.model.directory import Person
from digest.model.trend import Trend, Week
from digest.schedule.items import iso
from digest.schedule.slots import local_day

WEEKS = 8
_FEWEST = 3  # items open at once: below it, a list says it better


def trend(
    items: Iterable[TrackedItem],
    moves: Mapping[str, Sequence[Change]],
    person: Person,
    now: datetime,
) -> Trend | None:
    """Return the trend of a person's items; None while there is too little of it.

    `moves` are the changes of dates in the last eight weeks, by item, in order.  Weeks before
    anything was known are left out.
    """
    ends = [now - timedelta(weeks=n) for n in range(WEEKS, -1, -1)]
    lives = [_Life(item, moves.get(item.id, ()), person) for item in items]
    weeks = [_week(lives, start, end) for start, end in pairwise(ends)]
    known = list(dropwhile(lambda week: not week.open and not week.closed, weeks))
    if len(known) < 2 or max(week.open for week in known) < _FEWEST:  # noqa: PLR2004 - no trend
        return None
    closed = [life for life in lives if life.closed_in(ends[0], now)]
    promised = [life for life in closed if life.item.item.day]
    return Trend(
        weeks=tuple(known),
        days_to_close=round(median(life.days_open for life in closed)) if closed else None,
        on_time=sum(life.in_time for life in promised),
        promised=len(promised),
    )


@dataclass(frozen=True)
class _Life:
    """An item through time, as far as it is remembered."""

    item: TrackedItem
    moves: Sequence[Change]
    person: Person

    def open_at(self, at: datetime) -> bool:
        ended = [e for e in (self.item.closed_at, self.item.withdrawn_at) if e]
        never = self.item.item.status.value.closed and not ended
        return self.item.seen_at <= at and not never and all(at < end for end in ended)

    def overdue_at(self, at: datetime) -> bool:
        day = self._due_at(at)
        return day is not None and self.open_at(at) and day < self._local(at)

    def closed_in(self, start: datetime, end: datetime) -> bool:
        at = self.item.done_at
        return at is not None and start < at <= end

    @property
    def days_open(self) -> int:
        closed = self.item.closed_at or self.item.seen_at
        return max((closed - self.item.seen_at).days, 0)

    @property
    def in_time(self) -> bool:
        day, closed = self.item.item.day, self.item.closed_at
        return day is not None and closed is not None and self._local(closed) <= day

    def _due_at(self, at: datetime) -> date | None:
        """Return the day that was promised then: what the next move after it left behind."""
        later = next((move for move in self.moves if move.touch.at > at), None)
        return iso(later.before) if later else self.item.item.day

    def _local(self, at: datetime) -> date:
        return local_day(self.person.schedule, at)


def _week(lives: Sequence[_Life], start: datetime, end: datetime) -> Week:
    return Week(
        end=end,
        open=sum(life.open_at(end) for life in lives),
        overdue=sum(life.overdue_at(end) for life in lives),
        closed=sum(life.closed_in(start, end) for life in lives),
    )
