"""Days, counts and names in words, in English, whatever the machine's locale."""

from collections.abc import Sequence
from datetime import date

from digest.model.item import Due
from digest.model.schedule import Cadence, Schedule

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
TO = "\u2013"  # an en dash: tight between days (16 to 22 Nov), spaced between months
_ORDINALS = (
    *("no", "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_PRIORITIES = {"P0": "Critical", "P1": "High", "P2": "Medium", "P3": "Low", "P4": "Lowest"}


def short_day(day: date, today: date) -> str:
    """Return `13 Nov`, with the year when it is not the year of `today`."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1][:3]}{year}"


def day(when: date, today: date) -> str:
    """Return `Fri 13 Nov`, with the year when it is not the year of `today`."""
    return f"{_DAYS[when.weekday()]} {short_day(when, today)}"


def weekday(when: date) -> str:
    """Return `Mon`."""
    return _DAYS[when.weekday()]


def rhythm(schedule: Schedule) -> str:
    """Return what a digest of that schedule is called: `weekly`."""
    daily = schedule.cadence is Cadence.WEEKDAYS
    return Cadence.DAILY.value if daily else schedule.cadence.value


def often(schedule: Schedule) -> str:
    """Return when somebody gets a digest."""
    weekday = WEEKDAYS[schedule.weekday]
    match schedule.cadence:
        case Cadence.DAILY:
            return "every day"
        case Cadence.WEEKDAYS:
            return "from Monday to Friday"
        case Cadence.FORTNIGHTLY:
            return f"every other {weekday}"
        case Cadence.MONTHLY:
            return f"on the first {weekday} of a month"
    return f"on {weekday}s"


def days(start: date, end: date, today: date, *, short: bool = True) -> str:
    """Return a range of days, months in full unless `short`: see `TO` for the dash."""
    if start == end:
        return _month_day(end, today, short=short)
    last = _month_day(end, today, short=short)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{TO}{last}"
    return f"{_month_day(start, today, short=short)} {TO} {last}"


def _month_day(when: date, today: date, *, short: bool) -> str:
    if short:
        return short_day(when, today)
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when.day} {MONTHS[when.month - 1]}{year}"


def due(promised: Due, today: date) -> str:
    """Return the day or days promised; the phrase in quotation marks where it is no day."""
    if promised.assumed and promised.day:
        return f"{day(promised.day, today)} (assumed)"
    if promised.day is None:
        return f"“{promised.raw}”" if promised.raw else ""
    if promised.start and promised.start != promised.day:
        return days(promised.start, promised.day, today)
    return day(promised.day, today)


def lateness(late_days: int) -> str:
    """Return `10 days late`, `Today`, `Tomorrow` or `In 3 days`."""
    if late_days > 0:
        return f"{count(late_days, 'day')} late"
    return {0: "Today", -1: "Tomorrow"}.get(late_days, f"In {-late_days} days")


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `2 items`, `1,204 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """Return `second`, `11th`, `22nd`."""
    if 0 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def times(number: int) -> str:
    """Return `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def names(people: Sequence[str], last: str = "and", limit: int = 4) -> str:
    """Return `Mei, Jonas and Priya`; those beyond `limit` are counted."""
    if len(people) > limit:
        return f"{', '.join(people[:limit])} and {len(people) - limit} more"
    head, tail = people[:-1], people[-1:]
    return f" {last} ".join([", ".join(head), *tail] if head else tail)


def priority(value: str | None) -> str:
    """Return `High priority` for P1; empty where there is none."""
    return f"{_PRIORITIES.get(value, value)} priority" if value else ""


def sentence(text: str) -> str:
    """Return a text with its first letter raised and a full stop, when it has none."""
    text = capital(text)
    return text if not text or text[-1] in ".!?…”" else f"{text}."


def capital(text: str) -> str:
    """Return a text with its first letter raised."""
    return text[:1].upper() + text[1:]
