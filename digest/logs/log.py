"""What modules log with: an event in a few words, and facts by name.

Facts are ids, counts, outcomes and milliseconds: never the text of mail or documents,
subjects, addresses or tokens.  Commands load this, so it must not load structlog.
"""

import logging
from dataclasses import dataclass

LIFE = "digest.life"  # that a process is ready: told at every level, as somebody waits for it
Fact = str | int | float | bool | None


@dataclass(frozen=True)
class Told:
    """What a log record says; as text where nothing was set up."""

    event: str
    facts: dict[str, Fact]

    def __str__(self) -> str:
        return " ".join([self.event, *(f"{name}={fact}" for name, fact in self.facts.items())])


class Log:
    """The log of one module."""

    def __init__(self, name: str) -> None:
        self._to = logging.getLogger(name)

    def debug(self, event: str, **facts: Fact) -> None:
        """Log what only somebody who seeks a fault wants to know."""
        self._to.debug(Told(event, facts), stacklevel=2)

    def info(self, event: str, **facts: Fact) -> None:
        """Log what was done."""
        self._to.info(Told(event, facts), stacklevel=2)

    def warning(self, event: str, **facts: Fact) -> None:
        """Log trouble that passes, or that somebody can end."""
        self._to.warning(Told(event, facts), stacklevel=2)

    def error(self, event: str, **facts: Fact) -> None:
        """Log a fault of ours."""
        self._to.error(Told(event, facts), stacklevel=2)
