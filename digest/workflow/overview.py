"""What was found, all in all: for whoever looks at a place for the first time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from digest.errors import Problem
from digest.model.change import TrackedItem
from digest.model.directory import Person, Team
from digest.model.document import Document, Kind
from digest.model.item import Status
from digest.schedule.concern import meant_by, owners_of
from digest.workflow.world import World


@dataclass(frozen=True)
class Line:
    """An open item, and who answers for it: nobody where no owner is known."""

    tracked: TrackedItem
    owners: tuple[Person | Team, ...]
    late_days: int  # today minus due; 0 where it is not late


@dataclass(frozen=True)
class Share:
    """What one person or team has open."""

    owner: Person | Team
    open: int
    overdue: int


@dataclass(frozen=True)
class Overview:
    """Documents and items of a service, counted; lists have the worst first."""

    today: date
    documents: Mapping[Kind, int]  # only kinds that occur
    items: Mapping[Status, int]  # live ones; only what occurs
    open_items: tuple[Line, ...]  # the oldest first
    slipped: tuple[Line, ...]  # those of them that are later than first promised
    shares: tuple[Share, ...]
    since: date | None  # the first day that is known of
    problems: tuple[Problem, ...]

    @property
    def overdue(self) -> tuple[Line, ...]:
        """What should have been done before today, the oldest first."""
        return tuple(line for line in self.open_items if line.late_days)

    @property
    def undated(self) -> int:
        """How many open items have no day."""
        return sum(line.tracked.item.day is None for line in self.open_items)

    @property
    def unowned(self) -> int:
        """How many open items nobody answers for."""
        return sum(not line.owners for line in self.open_items)

    @property
    def open(self) -> int:
        """How many items are to be done yet."""
        return sum(n for status, n in self.items.items() if not status.closed)

    @property
    def closed(self) -> int:
        """How many are done, or were given up."""
        return sum(self.items.values()) - self.open

    @property
    def busiest(self) -> Person | None:
        """The person who has most open; None where nobody has anything."""
        people = (s.owner for s in self.shares if isinstance(s.owner, Person))
        return next(people, None)


def overview(world: World, today: date) -> Overview:
    """Return what a service has read.  What is not closed counts as open."""
    held = world.store.contents()
    texts = {
        (stored.source, stored.document.path): stored.document
        for stored in held.documents
        if stored.removed_at is None
    }
    live = [t for t in held.items if t.live and (t.source, t.path) in texts]
    lines = [
        _line(world, tracked, texts[tracked.source, tracked.path], today)
        for tracked in live
        if not tracked.item.status.value.closed
    ]
    return Overview(
        today=today,
        documents=Counter(text.kind for text in texts.values()),
        items=Counter(tracked.item.status.value for tracked in live),
        open_items=tuple(sorted(lines, key=_age)),
        slipped=tuple(sorted((one for one in lines if one.tracked.slip_days > 0), key=_slip)),
        shares=_shares(lines),
        since=min((tracked.seen_at.date() for tracked in held.items), default=None),
        problems=(
            *(problem for state in held.sources.values() for problem in state.problems),
            *(problem for text in texts.values() for problem in text.problems),
        ),
    )


def _line(world: World, tracked: TrackedItem, document: Document, today: date) -> Line:
    found = owners_of(tracked, document, world.installation.directory)
    day = tracked.item.day
    late = max((today - day).days, 0) if day else 0
    return Line(tracked, tuple(dict.fromkeys(meant_by(found))), late)


def _age(line: Line) -> tuple[date, str, int]:
    return line.tracked.item.day or date.max, line.tracked.path, line.tracked.item.line


def _slip(line: Line) -> tuple[int, int, str, int]:
    tracked = line.tracked
    return -tracked.slip_days, -tracked.moves, tracked.path, tracked.item.line


def _shares(lines: Iterable[Line]) -> tuple[Share, ...]:
    """Return who has something open, who has most first."""
    held: dict[str, list[Line]] = defaultdict(list)
    owners: dict[str, Person | Team] = {}
    for line in lines:
        for owner in line.owners:
            owners[owner.key] = owner
            held[owner.key].append(line)
    shares = (
        Share(owners[key], len(some), sum(line.late_days > 0 for line in some))
        for key, some in held.items()
    )
    return tuple(sorted(shares, key=lambda s: (-s.open, -s.overdue, s.owner.name)))
