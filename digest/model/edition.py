"""What a message tells, before any template sees it: facts, not sentences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from digest.model.checked import Checked, StaleSource
from digest.model.directory import Person
from digest.model.item import Due, Status
from digest.model.scope import Scope
from digest.model.trend import Trend
from digest.model.update import Option


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


class Why(StrEnum):
    """Why a line is in somebody's mail."""

    OWNER = "owner"
    TEAM = "team"  # a team of theirs owns it
    LEAD = "lead"  # somebody of a team of theirs owns it, and it is late for long
    AUTHOR = "author"  # they wrote the document
    STEWARD = "steward"  # nobody else was found to tell
    ASKED = "asked"  # somebody needs something from them
    SCOPE = "scope"  # their digest is of a scope that it is in
    READER = "reader"  # they may read the source, and it is news
    WAITS = "waits"  # something of theirs waits for it
    WATCHER = "watcher"  # they asked to hear of it


class Risk(StrEnum):
    """Why something may become late."""

    NOT_STARTED = "not started"  # and due in a few days
    SILENT = "silent"  # started, and nothing heard since


class Flaw(StrEnum):
    """What is wanting in how an item of the reader's is written; a reply mends it."""

    OWNERS = "owners"  # several, so that each may wait for the others
    STATUS = "status"  # a word that is not understood; it counts as open


@dataclass(frozen=True)
class Candidate:
    """Who may be meant as an owner."""

    key: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One line of a section.  Fields that a section has no use for keep their default."""

    title: str
    url: str | None = None
    item_id: str = ""
    document: str = ""  # its id, where the line is about a document
    handle: int | None = None  # only open items that this person may change have one
    why: Why = Why.OWNER
    owners: tuple[str, ...] = ()  # names as a reader knows them
    mine: bool = False  # the reader is the only owner
    away: date | None = None  # the day on which an owner who is away is back
    origin: str = ""  # title of the document, or whose series it is one of
    serial: bool = False  # the origin is a series
    origin_date: date | None = None
    due: Due | None = None
    late_days: int = 0  # today minus due; negative: still to come
    priority: str | None = None  # P0 to P4
    status: Status = Status.OPEN
    idle_days: int = 0  # since anything of it changed
    risk: Risk | None = None
    aged: bool = False  # late for long, and nothing has changed: one line is enough
    detail: str = ""  # what blocks it, what is needed, what was learned
    first_due: date | None = None
    before: date | None = None  # the date before the last move
    moves: int = 0
    at: datetime | None = None  # when it was closed, moved or withdrawn
    by: str = ""  # who did that, as a name
    asked: date | None = None  # since when somebody waits for the reader
    waited_days: int = 0  # since then
    labels: tuple[str, ...] = ()  # what each of the lines is, where it has to be said
    lines: tuple[str, ...] = ()  # review focus, lessons
    candidates: tuple[Candidate, ...] = ()  # where it needs an owner
    flaw: Flaw | None = None
    options: tuple[Option, ...] = ()  # of its blocker: one of them is to be chosen
    decision: str = ""  # which of them it is
    asks: bool = False  # why it moved: the reader was asked, and has not said it
    group: str = ""  # what it stands below, in a section that is grouped: a category


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
