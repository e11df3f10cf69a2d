"""How replies are answered, what people decided of single items, and who is away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Replies:
    """What an installation does with replies, beside writing them back."""

    coalesce: timedelta = timedelta(minutes=2)  # how long receipts after the first are gathered
    undo: timedelta = timedelta(days=7)  # how long a change may be taken back
    additions: tuple[str, ...] = ()  # lines that gateways put into mail; a star for anything


@dataclass(frozen=True)
class ItemChoice:
    """What a person decided of an item for themselves."""

    person: str
    item: str  # id
    quiet_until: date | None = None  # the first day on which it may be called to mind again
    not_mine: str | None = None  # its owners, as written, when they said it is not theirs


@dataclass(frozen=True)
class Absence:
    """What an automatic reply told of how long a person is away."""

    person: str
    until: date  # the first day on which they are back
    seen_at: datetime


@dataclass(frozen=True)
class OwedReceipt:
    """What a receipt is to tell of one reply."""

    entry: str  # id of the inbox entry
    person: str
    due_at: datetime  # machine time
    told: str  # JSON, digest.workflow.told
    again: bool = False  # the second one, when what was kept has landed
    kept: bool = False  # something was kept for later
    batch: int | None = None  # which message tells it, once that is decided
    queued: bool = False
