"""What a message tells, before any template sees it: facts, not sentences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from digest.model.checked import Checked, StaleSource
from digest.model.directory import Person
from digest.model.entry import Entry
from digest.model.scope import Scope
from digest.model.trend import Trend


class SectionKey(StrEnum):
    """The sections of a digest, in the order in which they stand."""

    OVERDUE = "overdue"
    DUE = "due"
    WAITING = "waiting"
    AT_RISK = "at-risk"
    BLOCKED = "blocked"
    SLIPPED = "slipped"
    MOVED = "moved"
    UNDATED = "undated"
    UNOWNED = "unowned"
    UNHEARD = "unheard"
    WITHDRAWN = "withdrawn"
    REVIEW = "review"
    COMPLETED = "completed"
    PROGRESS = "progress"
    UNWRITTEN = "unwritten"
    NEWS = "news"
    LEARNED = "learned"
    WANTING = "wanting"


@dataclass(frozen=True)
class Section:
    """Entries under one heading; `total` counts those that were left out too."""

    key: SectionKey
    entries: tuple[Entry, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


@dataclass(frozen=True)
class Line:
    """An entry outside of its section, told as in there."""

    key: SectionKey
    entry: Entry


@dataclass(frozen=True)
class Group:
    """What a person or team has of a scope; `names` are empty where nobody is known."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Scoped:
    """What is new in a scope that the digest is of: late, blocked, slipped or at risk."""

    scope: Scope
    name: str  # of the person or team; else the scope's own
    groups: tuple[Group, ...]
    total: int  # entries, those that were left out too
    open: int  # items of the scope, the reader's own included
    overdue: int  # of those
    done: int  # since the reader's last digest

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True)
class Edition:
    """One digest for one subscriber and one period."""

    subscriber: Person
    slot: date  # local date it was due
    period_start: date
    period_end: date  # inclusive
    as_of: datetime  # when the sources were last read
    sections: tuple[Section, ...]
    closed_by_all: int = 0  # items closed in the period that the subscriber may see
    stale: tuple[StaleSource, ...] = ()
    trend: Trend | None = None
    scoped: tuple[Scoped, ...] = ()
    checked: Checked | None = None  # set where all is clear

    @property
    def lines(self) -> Iterator[tuple[str, Entry]]:
        """Every entry that is shown, with the section or scope it stands in."""
        for section in self.sections:
            yield from ((section.key.value, entry) for entry in section.entries)
        for scoped in self.scoped:
            for group in scoped.groups:
                yield from ((str(scoped.scope), line.entry) for line in group.lines)

    def each(self, told: Callable[[Entry], Entry]) -> "Edition":
        """Return it with something done to every entry."""

        def lines(group: Group) -> Group:
            return replace(
                group, lines=tuple(Line(one.key, told(one.entry)) for one in group.lines)
            )

        sections = (replace(s, entries=tuple(map(told, s.entries))) for s in self.sections)
        scoped = (replace(s, groups=tuple(map(lines, s.groups))) for s in self.scoped)
        return replace(self, sections=tuple(sections), scoped=tuple(scoped))

    def section(self, key: SectionKey) -> Section:
        """Return a section; an empty one where there is nothing to say."""
        return next((s for s in self.sections if s.key == key), Section(key, (), 0))
