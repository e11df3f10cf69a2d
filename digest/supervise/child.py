"""What is supervised: a command, how one sees that it is ready, and how patient to be."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from os import WEXITSTATUS, WIFSIGNALED, WTERMSIG
from re import Pattern

Probe = Callable[[], Awaitable[bool]]
"""Asked again and again until it says True; never raises, never takes long."""


@dataclass(frozen=True)
class Child:
    """One process to keep running.

    It is started when all of `after` are ready, and stopped before they are.
    """

    name: str
    argv: tuple[str, ...]
    ready: Pattern[str] | Probe  # a pattern is searched for in its log lines
    env: Mapping[str, str] = field(default_factory=dict)  # on top of the supervisor's own
    after: tuple[str, ...] = ()  # names
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 3.5  # then its whole group is killed
    ready_seconds: float = 30
    hush: Pattern[str] | None = None  # log lines that nobody need see


@dataclass(frozen=True)
class Patience:
    """How a death is answered; all in seconds but the two counts.

    The pause before the next start doubles from `first` to `longest`.  A child that ran for
    `settled` is forgiven its past.
    """

    first: float = 0.5
    longest: float = 30
    settled: float = 60
    deaths_at_first: int = 3  # in a row, before it was ever ready: then give up
    deaths: int = 12  # in a row, later on: some five minutes
    stop: float = 4.5  # for everything to end

    def pause(self, deaths: int) -> float:
        """Return how long to wait after this many deaths in a row."""
        return float(min(self.first * 2 ** (deaths - 1), self.longest))

    def gives_up(self, deaths: int, *, was_ready: bool) -> bool:
        """Return whether a child cannot be kept up."""
        return deaths >= (self.deaths if was_ready else self.deaths_at_first)


def ending(status: int | None) -> str:
    """Say how a process ended; `status` as from waitpid, None when nobody could see it."""
    if status is None:
        return "was lost with its guard"
    if WIFSIGNALED(status):
        return f"was killed by {signal.Signals(WTERMSIG(status)).name}"
    return f"exited with code {WEXITSTATUS(status)}"
