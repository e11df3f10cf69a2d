"""What a calendar is asked to show."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Which components a feed holds; most clients show events only."""

    EVENT = "event"
    TODO = "todo"
    BOTH = "both"


@dataclass(frozen=True)
class Choice:
    """How a calendar shows its items."""

    kind: Kind = Kind.EVENT
    done_days: int | None = None  # how long finished items stay; None: as the settings say
    alarm_days: int | None = None  # before the first day; None: no alarm
    overdue: bool = False  # only what is late
    review: bool = False  # with a follow-up review each week, whose text is its agenda


@dataclass(frozen=True)
class SavedCalendar:
    """A calendar that somebody put together and named: it has an address of its own."""

    id: str
    person: str  # key: whose eyes it is for
    name: str  # theirs alone among their calendars
    scope: str  # `all`, or a kind and a name such as `team:platform`
    made_at: datetime
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True)
class Fetch:
    """When an address was asked for last, by which program, and how often in all."""

    subject: str  # of its token
    at: datetime
    client: str
    count: int = 1
