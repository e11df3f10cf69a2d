"""Calendar dates as people write them: the patterns, and what a match of one means."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from digest.markdown.fields import words
from digest.markdown.fields.names import Names

MONTHS = 12
PAST_DAYS = 90  # without a year: this long before the document's date at most, else next year

_YEAR = r"(?P<y>\d{4})"
_SHORT_YEAR = r"(?P<y>\d{4}|'?\d{2})"
_DAY = r"(?P<d>\d{1,2})(?P<ordinal>st|nd|rd|th)?"
_FORMS = (
    rf"{_YEAR}(?P<s>[-/.\u2010\u2011])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)",
    rf"(?:{_YEAR}\s*[年년]\s*)?(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})(?:\s*[日일号])?",
    rf"(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:\s?{_SHORT_YEAR})?(?!\d)",
    rf"(?P<a>\d{{1,2}})(?P<s>[/\u2010\u2011-])(?P<b>\d{{1,2}})(?P=s){_SHORT_YEAR}(?!\d)",
    r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])",
    rf"{_DAY}\.?[\s-]*(?:of\s+|de\s+|d['\u2019])?(?P<mon>MONTH)\.?(?:(?:,\s*|\s+de\s+|[\s-]+)"
    r"(?P<y>\d{4}|'\d{2}|(?<=-)\d{2})(?!\d))?",
    rf"(?P<mon>MONTH)\.?[\s-]*{_DAY}(?!\d)(?:[\s,-]+(?P<y>\d{{4}}|'\d{{2}})(?!\d))?",
    rf"{_YEAR}[\s-]+(?P<mon>MONTH)\.?[\s-]+{_DAY}(?!\d)",
)


@lru_cache(maxsize=16)
def forms(names: Names) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of one day; a weekday may stand before it."""
    month, weekday = either(names.months), either(names.weekdays)
    before = rf"(?:(?P<wd>{weekday})\.?,?\s+)?"
    return tuple(
        re.compile(before + form.replace("MONTH", month), re.IGNORECASE) for form in _FORMS
    )


def either(named: Iterable[tuple[str, int]]) -> str:
    """Return a pattern of names, the longest first, none of them inside a longer word."""
    return rf"(?<![^\W\d_]){words.any_of(name for name, _ in named)}(?![^\W\d_])"


def read(text: str, near: date | None, names: Names) -> date | None:
    """Return the day a text is, if it is one and nothing more.

    Without a year it is the one that `near` makes right; without that, none.

    Raises:
        ValueError: there is no such day.
    """
    for form in forms(names):
        if match := form.fullmatch(text):
            return meaning(match, near, names)
    return None


def meaning(match: re.Match[str], near: date | None, names: Names) -> date | None:
    """Return the day that a match of one of our patterns means."""
    parts = match.groupdict()
    if parts.get("a"):
        day, month = _slashed(int(parts["a"]), int(parts["b"]))
    else:
        day = int(parts["d"])
        month = names.month(parts["mon"]) if parts.get("mon") else int(parts["m"])
    if not month:
        return None
    if parts.get("y"):
        return date(_full(parts["y"]), month, day)
    return with_year(month, day, near) if near else None


def with_year(month: int, day: int, near: date) -> date:
    """Return the first such day that is not more than `PAST_DAYS` before another.

    Raises:
        ValueError: there is none in that year or the next.
    """
    earliest = near - timedelta(days=PAST_DAYS)
    for year in (earliest.year, earliest.year + 1):
        leap_day_missing = (month, day) == (2, 29) and not _leap(year)
        if not leap_day_missing and date(year, month, day) >= earliest:
            return date(year, month, day)
    raise ValueError(f"no day {day} in month {month} near {near}")


def _slashed(first: int, second: int) -> tuple[int, int]:
    """Return day and month; zeros where 04/12 could be either."""
    if first > MONTHS or first == second:
        return first, second
    return (second, first) if second > MONTHS else (0, 0)


def _full(year: str) -> int:
    digits = year.lstrip("'")
    return int(digits) + (0 if len(digits) == len("2026") else 2000)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
