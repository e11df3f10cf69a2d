"""One line of a message, before any template sees it: what is so of an item or document."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.model.item import Due, Status
from digest.model.update import Option


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
