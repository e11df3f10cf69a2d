"""Days told by a phrase that only a date makes plain: Friday, next week, end of quarter."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from digest.markdown.fields import dates, spans
from digest.markdown.fields.names import Names
from digest.markdown.fields.spans import Days
from digest.model.vocabulary import Sprints

FRIDAY = 4

_DAYS_AHEAD = {
    **dict.fromkeys(("today", "tonight", "eod", "cob", "end of day"), 0),
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}
_ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year", "eos": "sprint"}
_PERIOD = re.compile(
    r"(?P<end>end(?:[ -]of)?[ -](?:the[ -])?)?(?:(?P<which>this|current|the|next)[ -])?"
    r"(?P<unit>week|month|quarter|year|sprint)"
)
_WRITTEN_OUT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_DISTANCE = re.compile(
    rf"(?:(?:with)?in )?(?P<n>\d{{1,3}}|{'|'.join(_WRITTEN_OUT)}) (?P<unit>day|week|month)s?"
)
_YEAR = 12  # months


def read(text: str, base: date, names: Names, sprints: Sprints | None) -> Days | None:
    """Return the days a lower-case phrase means when it is written on `base`."""
    if text in _DAYS_AHEAD:
        return _one(base + timedelta(days=_DAYS_AHEAD[text]))
    if text in _ENDS:
        return _end(_period(_ENDS[text], base, 0, sprints))
    if match := _PERIOD.fullmatch(text):
        days = _period(match["unit"], base, int(match["which"] == "next"), sprints)
        return _end(days) if match["end"] else days
    if match := _DISTANCE.fullmatch(text):
        count = _WRITTEN_OUT.get(match["n"]) or int(match["n"])
        return _one(_ahead(base, count, match["unit"]))
    return _weekday(text, base, names)


def _ahead(base: date, count: int, unit: str) -> date:
    """Return the day so far ahead; a month ends on its last day where it has no such day."""
    if unit != "month":
        return base + timedelta(days=count * (7 if unit == "week" else 1))
    month = base.month - 1 + count
    year, number = base.year + month // _YEAR, month % _YEAR + 1
    return base.replace(year=year, month=number, day=min(base.day, monthrange(year, number)[1]))


def _one(day: date) -> Days:
    return day, day


def _end(days: Days | None) -> Days | None:
    return _one(days[1]) if days else None


def _period(unit: str, base: date, ahead: int, sprints: Sprints | None) -> Days | None:
    if unit == "week":
        return _week(base, ahead)
    if unit == "sprint":
        return _sprint(base, ahead, sprints) if sprints else None
    count = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (base.month - 1) // count * count + ahead * count
    return spans.months(base.year + first // 12, first % 12 + 1, count)


def _week(base: date, ahead: int) -> Days:
    """Return Monday to Friday; said on a weekend, this week and next are the coming one."""
    weekend = base.weekday() > FRIDAY
    monday = base + timedelta(days=max(ahead, int(weekend)) * 7 - base.weekday())
    return monday, monday + timedelta(days=FRIDAY)


def _sprint(base: date, ahead: int, sprints: Sprints) -> Days:
    number = (base - sprints.start).days // sprints.days + ahead
    start = sprints.start + timedelta(days=number * sprints.days)
    return start, start + timedelta(days=sprints.days - 1)


@lru_cache(maxsize=16)
def _named_day(names: Names) -> re.Pattern[str]:
    return re.compile(rf"(?:(this|next|coming) )?({dates.either(names.weekdays)})")


def _weekday(text: str, base: date, names: Names) -> Days | None:
    """Return the next such day: said on a Friday, "Friday" is the one to come."""
    match = _named_day(names).fullmatch(text)
    if match is None:
        return None
    wanted = names.weekday(match[2])
    if match[1] == "next":
        return _one(base + timedelta(days=7 - base.weekday() + wanted))
    least = 0 if match[1] == "this" else 1
    return _one(base + timedelta(days=(wanted - base.weekday() - least) % 7 + least))
