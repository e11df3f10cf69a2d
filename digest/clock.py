"""The machine's clock: the only place that asks it; everybody else is told."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class SystemClock:
    """The machine's time is the service's time."""

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self.machine()

    def machine(self) -> datetime:
        """Return the time, UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class StandingClock(SystemClock):
    """It is always the same moment, as far as the service knows."""

    at: datetime

    def now(self) -> datetime:
        """Return that moment, UTC."""
        return self.at
