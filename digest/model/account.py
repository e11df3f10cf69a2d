"""The account of one person's mail: what became of it, and why each line was theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from digest.model.directory import Person
from digest.model.ledger import DeliveryState


@dataclass(frozen=True)
class Line:
    """A line of a digest: where it stands, and why this person got it."""

    section: str
    item: str  # id; empty for news of a document
    why: str  # digest.model.edition.Why
    title: str
    place: str = ""  # source/path:line, of an item that is still known


@dataclass(frozen=True)
class SlotTold:
    """One date on which a digest was due, and what became of it."""

    day: date
    due: datetime
    told: str
    delivery: str | None = None  # its id
    lines: tuple[Line, ...] = ()  # what stood in it


@dataclass(frozen=True)
class MessageTold:
    """One message, and what became of it."""

    delivery: str
    kind: str
    title: str
    address: str
    queued_at: datetime
    state: DeliveryState
    attempts: int
    told: str


@dataclass(frozen=True)
class Absent:
    """An open item that has to do with a person, and why their digest does not show it."""

    item: str
    title: str
    place: str  # source/path:line
    reason: str


@dataclass(frozen=True)
class Account:
    """All that is known of a person's mail in some days."""

    person: Person
    first: date
    last: date
    next_due: datetime
    hindrances: tuple[str, ...]  # what keeps digests from this person now
    remarks: tuple[str, ...]  # what else explains their mail
    slots: tuple[SlotTold, ...]
    mail: tuple[MessageTold, ...]
    upcoming: tuple[Line, ...]  # what a digest made now would say
    absent: tuple[Absent, ...]  # what it would not say, though one might expect it
