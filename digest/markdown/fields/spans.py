"""Named spans of the calendar: a month, a quarter, a half, a year, a week by its number."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from digest.markdown.fields import dates
from digest.markdown.fields.names import Names

Days = tuple[date, date]

_YEAR = r"(?P<y>\d{4})"
_MONTHS = (
    rf"(?P<mon>MONTH)\.?(?:[\s,/-]*{_YEAR})?",
    rf"{_YEAR}[-/.](?P<m>\d{{1,2}})",
    rf"(?P<m>\d{{1,2}})/{_YEAR}",
    rf"{_YEAR}\s*年\s*(?P<m>\d{{1,2}})\s*月",
    rf"(?P<q>q[1-4])(?:[\s/'-]*{_YEAR})?",
    rf"{_YEAR}[\s/-]*(?P<q>q[1-4])",
    rf"(?P<h>h[12])(?:[\s/'-]*{_YEAR})?",
    rf"{_YEAR}[\s/-]*(?P<h>h[12])",
    rf"(?P<whole>){_YEAR}",
)
_WEEK = re.compile(
    rf"(?:{_YEAR}-?)?(?:w|kw|cw|week)\s?(?P<w>\d{{1,2}})(?:[\s/-]*(?P<y2>\d{{4}}))?"
)


def read(text: str, near: date | None, names: Names) -> Days | None:
    """Return first and last day of a named span; without a year the next one not yet over.

    Raises:
        ValueError: there is no such span.
    """
    if week := _WEEK.fullmatch(text.lower()):
        return _week(int(week["w"]), week["y"] or week["y2"], near)
    for form in _forms(names):
        if match := form.fullmatch(text):
            return _span(*_months(match, names), match["y"], near)
    return None


def months(year: int, first: int, count: int) -> Days:
    """Return first and last day of some months of one year."""
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


@lru_cache(maxsize=16)
def _forms(names: Names) -> tuple[re.Pattern[str], ...]:
    month = dates.either(names.months)
    return tuple(re.compile(f.replace("MONTH", month), re.IGNORECASE) for f in _MONTHS)


def _months(match: re.Match[str], names: Names) -> tuple[int, int]:
    """Return the first month of a span and how many they are."""
    parts = match.groupdict()
    if parts.get("mon"):
        return names.month(parts["mon"]), 1
    if parts.get("m"):
        return int(parts["m"]), 1
    for unit, length in (("q", 3), ("h", 6)):
        if parts.get(unit):
            return (int(parts[unit][1]) - 1) * length + 1, length
    return 1, 12


def _span(first: int, count: int, year: str | None, near: date | None) -> Days | None:
    if year:
        return months(int(year), first, count)
    if near is None:
        return None
    this = months(near.year, first, count)
    return this if this[1] >= near else months(near.year + 1, first, count)


def _week(number: int, year: str | None, near: date | None) -> Days | None:
    if year is None and near is None:
        return None
    monday = date.fromisocalendar(int(year) if year else _year(near), number, 1)
    if not year and near and monday < near - timedelta(days=dates.PAST_DAYS):
        monday = date.fromisocalendar(near.year + 1, number, 1)
    return monday, monday + timedelta(days=4)


def _year(near: date | None) -> int:
    return near.isocalendar().year if near else 0
