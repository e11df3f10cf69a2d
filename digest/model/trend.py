"""Some weeks of somebody's items at a glance."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Week:
    """How things stood at the end of a week, and what was closed in it."""

    end: datetime
    open: int  # overdue ones too
    overdue: int
    closed: int


@dataclass(frozen=True)
class Trend:
    """The last weeks of a reader's items, oldest first."""

    weeks: tuple[Week, ...]
    days_to_close: int | None = None  # median of what was closed in them
    on_time: int = 0  # of those, closed by the day promised
    promised: int = 0  # of those, with a day
