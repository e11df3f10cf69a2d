"""When digests are due: weekday, hour, zone, how often, and the days nobody works."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from digest.model.schedule import Cadence, Schedule
from digest.schedule.daysoff import is_region
from digest.settings import values
from digest.settings.table import Table

if TYPE_CHECKING:
    from icalendar import Component

_MOST = 3660  # days, which are ten years


def read_schedule(table: Table, usual: Schedule) -> Schedule:
    """Return the schedule of a table, by default as usual."""
    at = table.get("at", values.clock, time(usual.hour, usual.minute))
    often = table.get("every", values.one_of(*Cadence), usual.cadence)
    region, closed = table.get(
        "holidays", _holidays(Path(table.file).parent), (usual.holidays, usual.closed)
    )
    return Schedule(
        weekday=table.get("weekday", values.weekday, usual.weekday),
        hour=at.hour,
        minute=at.minute,
        zone=table.get("zone", values.zone, usual.zone),
        cadence=Cadence(often),
        first=table.get("first", values.day, usual.first),
        holidays=region,
        closed=closed,
    )


def _holidays(base: Path) -> Callable[[object], tuple[str, frozenset[date]]]:
    """Return a parser of a region (`DE-BY`), or of a calendar file beside the settings."""

    def parse(found: object) -> tuple[str, frozenset[date]]:
        name = values.text(found)
        if name.casefold().endswith(".ics"):
            return "", frozenset(_days(base / name, name))
        if not is_region(name):
            raise ValueError(
                f"{name!r} is no country or part of one (write DE, DE-BY, US-NY or a file.ics)"
            )
        return name, frozenset()

    return parse


def _days(file: Path, name: str) -> Iterator[date]:
    """Yield the days of a calendar's all-day events (RFC 5545 §3.6.1)."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and few need it

    try:
        events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    except OSError as error:
        raise ValueError(f"{name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{name} is no calendar: {error}") from error
    for event in events:
        if "RRULE" in event:
            said = event.get("SUMMARY", "an event")
            raise ValueError(f"{name}: {said} is repeated by a rule (write out each day)")
        yield from _days_of(event)


def _days_of(event: "Component") -> Iterator[date]:
    start, end = event.decoded("DTSTART", None), event.decoded("DTEND", None)
    if not isinstance(start, date) or isinstance(start, datetime):
        return  # some hours of a day leave it a working day
    days = (end - start).days if isinstance(end, date) else 1
    for n in range(min(max(days, 1), _MOST)):
        yield start + timedelta(days=n)
