"""When a person's digest is due, and what a person decided of it, over the settings."""

from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from enum import StrEnum

from digest.model.scope import Scope

MONDAY = date(1970, 1, 5)  # a week that has a fortnightly digest


class Cadence(StrEnum):
    """How often a digest is due."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"  # Monday to Friday
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # on the first such weekday of the month


@dataclass(frozen=True)
class Schedule:
    """When a person's digest is due: wall clock in the person's zone."""

    weekday: int = 0  # 0 is Monday, as in datetime.date.weekday
    hour: int = 8
    minute: int = 0
    zone: str = "UTC"  # IANA name
    cadence: Cadence = Cadence.WEEKLY
    first: date = MONDAY  # any day of a week that has a fortnightly digest
    holidays: str = ""  # whose public holidays nobody works on: "DE", "DE-BY"; empty: none
    closed: frozenset[date] = frozenset()  # further days on which nobody works

    @property
    def mark(self) -> str:
        """A text that is the same, in every process, for equal schedules alone."""
        return repr((*astuple(replace(self, closed=frozenset())), sorted(self.closed)))


@dataclass(frozen=True)
class Chosen:
    """What a person decided of their digest; None: as the settings have it."""

    weekday: int | None = None
    hour: int | None = None  # of the same wall clock as `minute`: both, or neither
    minute: int | None = None
    zone: str | None = None
    cadence: Cadence | None = None
    first: date | None = None
    scopes: tuple[Scope, ...] | None = None  # what it is of, beside their own; empty: nothing
    all_clear: bool | None = None  # whether it comes when there is nothing to say, too

    def over(self, usual: Schedule) -> Schedule:
        """Return a schedule with what the person decided in place of what is usual."""
        told = {field.name: getattr(self, field.name, None) for field in fields(usual)}
        decided = {name: value for name, value in told.items() if value is not None}
        return replace(usual, **decided)
