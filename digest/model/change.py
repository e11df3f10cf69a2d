"""What happened to an item between two readings of its source."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.model.item import ActionItem, Status


class ChangeKind(StrEnum):
    """Which part of an item changed."""

    ADDED = "added"
    REWORDED = "reworded"
    STATUS = "status"
    DUE = "due"
    EXPLAINED = "explained"  # why it was moved
    OWNER = "owner"
    PRIORITY = "priority"
    MOVED = "moved"  # to another document
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


@dataclass(frozen=True)
class Touch:
    """Who changed a document, when, and in which revision; `author` may be unknown (empty).

    `person` is a key of the directory where the change came by reply or by a known author.
    """

    at: datetime
    author: str = ""
    mail: str = ""
    revision: str = ""
    person: str | None = None
    sure: bool = True  # False: a file's time, which a copy changes


@dataclass(frozen=True)
class Change:
    """One field of one item, before and after, as text a person would read.

    For DUE, `before` and `after` are ISO dates where the phrase resolved, else the phrase,
    else empty; for STATUS they are values of `Status`.
    """

    item_id: str
    kind: ChangeKind
    before: str
    after: str
    touch: Touch
    baseline: bool = False  # seen at a first gather: history, never news
    number: int = 0  # place in the ledger, given by the store, rising


@dataclass(frozen=True)
class TrackedItem:
    """An item with its identity and history, as the store remembers it."""

    id: str
    source: str
    path: str
    stream: str  # the series of its document, else its path
    item: ActionItem
    seen_at: datetime  # first sight
    changed_at: datetime  # last change of due, owner, status or text
    first_due: date | None = None  # the first day ever promised
    moves: int = 0  # how often the promised day was moved
    sequence: int = 0  # RFC 5545 §3.8.7.4; raised when due, owner or status changes
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    revision: str = ""  # of the source: the last that changed it, or the line it stands on
    reason: str = ""  # why the promised day was moved last, where the document says so

    @property
    def live(self) -> bool:
        """True while its document still has it."""
        return self.withdrawn_at is None

    @property
    def done_at(self) -> datetime | None:
        """When it was done; None where it is not, or was so at first sight and nobody knows.

        What an update tells as done was done then.
        """
        met_done = self.closed_at == self.seen_at and self.stream == self.path
        return None if met_done or self.item.status.value is not Status.DONE else self.closed_at

    @property
    def slip_days(self) -> int:
        """Days between the first promise and the present one; 0 without both."""
        day = self.item.day
        return (day - self.first_due).days if day and self.first_due else 0
