"""How long something took or takes: the words, and the time they mean."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Duration:
    """A length of time as written, and its bounds, which are equal where it is no range.

    A day is 24 hours and a week seven days, also where people mean working days.
    """

    raw: str  # e.g. "about 3 hours", "+3-5 days"
    least: timedelta
    most: timedelta
