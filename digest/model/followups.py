"""Follow-ups on one page, for the meeting that goes through them: facts, not sentences."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.model.item import Due, Status

CLOSED_DAYS = 7  # what was done in them is counted


class By(StrEnum):
    """What makes a group."""

    PERSON = "person"
    TEAM = "team"
    POST_MORTEM = "post-mortem"
    PRIORITY = "priority"


@dataclass(frozen=True)
class FollowUp:
    """An item as it is gone through."""

    id: str
    text: str
    owners: tuple[str, ...]  # names; as written where nobody is known
    due: Due | None
    late_days: int  # 0 where it is not late
    first_due: date | None
    moves: int
    status: Status
    detail: str
    priority: str | None
    title: str  # of the document
    date: date | None
    source: str
    path: str
    line: int
    url: str | None
    new: bool = True  # False where it stands in a group before this one


@dataclass(frozen=True)
class Group:
    """Open items that are gone through together, the latest first."""

    title: str
    lines: tuple[FollowUp, ...]
    closed: int  # in the last seven days

    @property
    def overdue(self) -> int:
        """How many should be done by now."""
        return sum(line.late_days > 0 for line in self.lines)


@dataclass(frozen=True)
class FollowUps:
    """All groups, and what they come to; an item of two owners counts once."""

    today: date
    by: By
    groups: tuple[Group, ...]
    closed: int

    @property
    def lines(self) -> tuple[FollowUp, ...]:
        """Every item once."""
        return tuple(line for group in self.groups for line in group.lines if line.new)

    @property
    def overdue(self) -> int:
        """How many items should be done by now."""
        return sum(line.late_days > 0 for line in self.lines)
