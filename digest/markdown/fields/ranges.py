"""From one day to another: the two ends of a range, each helping to read the other."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from digest.markdown.fields import dates, words
from digest.markdown.fields.names import Names
from digest.markdown.fields.spans import Days

Single = Callable[[str, date | None], Days | None]

_BAR = rf"[{words.DASHES}~\u301c]"
_BETWEEN = re.compile(
    rf"\s*[{words.DASHES[3:]}~\u301c]\s*|\s+-\s+|\s+(?:to|until|through|bis)\s+|\.\.+|\s*→\s*"
    r"|(?<=q[1-4])-(?=q[1-4])"
)
_DAYS_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?\s?{_BAR}\s?(\d{{1,2}})(\D.*)")
_MONTH_DAYS = re.compile(
    rf"(\D+)(\d{{1,2}})(?:st|nd|rd|th)?\s?{_BAR}\s?(\d{{1,2}})((?:st|nd|rd|th)?(?:\D.*)?)"
)
_IN_YEAR = re.compile(r"(?<!\d)\d{4}$")
_YEAR = timedelta(days=365)


def read(text: str, near: date | None, names: Names, single: Single) -> Days | None:
    """Return both ends of a range; `single` reads an end that is no plain date.

    Raises:
        ValueError: one end is no day of the calendar.
    """
    both = ends(text)
    if both is None:
        return None
    days = _dated(*both, near, names) or _told(*both, near, single)
    return days if days and days[0] <= days[1] else None


def ends(text: str) -> tuple[str, str] | None:
    """Take a range apart, each end with its month: "1-3 Dec" is "1 Dec" and "3 Dec"."""
    if match := _DAYS_MONTH.fullmatch(text):
        first, last, month = match.groups()
        return first + month, last + month
    if match := _MONTH_DAYS.fullmatch(text):
        month, first, last, year = match.groups()
        return month + first + year, month + last + year
    left, *right = _BETWEEN.split(text)
    return (left, right[0]) if len(right) == 1 else None


def _dated(left: str, right: str, near: date | None, names: Names) -> Days | None:
    """Read two dates; the end with a year tells the year of the other."""
    past = timedelta(days=dates.PAST_DAYS)
    first = dates.read(left, None, names)
    if first:
        last = dates.read(right, first + past, names)
        return (first, last) if last else None
    last = dates.read(right, near, names)
    first = dates.read(left, last + past - _YEAR, names) if last else None
    return (first, last) if first and last else None


def _told(left: str, right: str, near: date | None, single: Single) -> Days | None:
    year = _IN_YEAR.search(right)
    named = f"{left} {year[0]}" if year and not any(map(str.isdigit, left)) else left
    first = single(named, near) or single(left, near)
    last = single(right, first[0] if first else near)
    return (first[0], last[1]) if first and last else None
