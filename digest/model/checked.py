"""What was read for a digest, and what could not be."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Checked:
    """What was looked at for a digest that has nothing to tell."""

    documents: int  # that the reader may see
    items: int  # open ones in them
    mine: int  # of those, the reader's
    since: datetime | None  # the digest before; None: there was none


@dataclass(frozen=True)
class StaleSource:
    """A source that could not be read lately, and since when."""

    name: str
    since: datetime
    problem: str = ""
