"""What a delay notification tells, before any template sees it."""

from dataclasses import dataclass
from enum import StrEnum

from digest.model.directory import Person
from digest.model.entry import Entry
from digest.model.item import Due
from digest.model.update import Option


class News(StrEnum):
    """What about a moved date is new to a reader."""

    MOVED = "moved"
    CORRECTED = "corrected"  # sooner than they were told
    EXPLAINED = "explained"  # they were told without the reason
    DECIDED = "decided"  # what becomes of the options they were told


@dataclass(frozen=True)
class Announcement:
    """A timeline update document: the guide's delay notification, as its author wrote it."""

    title: str
    url: str | None
    by: str
    original: Due | None
    new: Due | None
    reason: str = ""
    options: tuple[Option, ...] = ()
    recommendation: str = ""
    scope: str = ""  # what is asked for beyond what was promised
    delay: str = ""  # what that does to the timeline, e.g. "+3-5 days"
    decide_by: Due | None = None
    decision: str = ""  # which option it is to be
    decided_by: str = ""  # who said so, where it was said by reply


@dataclass(frozen=True)
class Waiting:
    """Something that waits for what moved, or (untitled) people who do."""

    title: str
    url: str | None = None
    owners: tuple[str, ...] = ()  # names as a reader knows them
    mine: bool = False  # the reader is one of them
    item_id: str = ""


@dataclass(frozen=True)
class Delay:
    """One date that moved, as one person is told of it.

    Of the entry `before`, `due`, `first_due`, `moves`, `by` and `detail` (the reason) are told.
    """

    entry: Entry
    news: News = News.MOVED
    announcement: Announcement | None = None  # what its author wrote about it
    waiting: tuple[Waiting, ...] = ()
    asked: bool = False  # nobody said why, and the reader is asked
    item: bool = False  # a reply of the reader changes the item
    decides: bool = False  # a reply of the reader counts for what was announced


@dataclass(frozen=True)
class Notice:
    """One delay notification for one person."""

    recipient: Person
    delays: tuple[Delay, ...]
