"""What a gather tells: how far it is, and what it did."""

from dataclasses import dataclass
from datetime import datetime

from digest.errors import Problem


@dataclass(frozen=True)
class Progress:
    """How far a gather has come that has much to read."""

    source: str
    what: str  # "commit" or "document"
    number: int  # of those gone through
    of: int
    at: datetime  # the moment that was reached


@dataclass(frozen=True)
class GatherReport:
    """What one gather did."""

    source: str
    read: int = 0  # documents, each time one was read
    items: int = 0  # live ones, afterwards
    changes: int = 0
    problem: str = ""  # why nothing could be read
    problems: tuple[Problem, ...] = ()  # what could not be read of it, told this once
