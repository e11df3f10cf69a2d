"""Days on which nobody reads mail: weekends and public holidays."""

from datetime import date, timedelta
from functools import lru_cache

from digest.model.schedule import Schedule

_FRIDAY = 4
_LONGEST = 31  # days in a row that nobody works, at most


def is_off(schedule: Schedule, day: date) -> bool:
    """Return whether a day is a holiday there; a weekend is one's own choice."""
    if day in schedule.closed:
        return True
    return bool(schedule.holidays) and day in _public(schedule.holidays, day.year)


def works(schedule: Schedule, day: date) -> bool:
    """Return whether a day is a working day there."""
    return day.weekday() <= _FRIDAY and not is_off(schedule, day)


def working_day_from(schedule: Schedule, day: date) -> date:
    """Return the first working day that is not before a day; the day itself, failing one."""
    days = (day + timedelta(days=n) for n in range(_LONGEST))
    return next((one for one in days if works(schedule, one)), day)


def is_region(name: str) -> bool:
    """Return whether a country, or one of its parts (`DE-BY`), is known; ISO 3166."""
    try:
        _public(name, 2026)
    except (NotImplementedError, KeyError):
        return False
    return True


@lru_cache(maxsize=256)
def _public(region: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - slow to load, and few need it

    country, _, part = region.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=year)
    return frozenset(found)
