"""When a digest is owed: wall clock in the subscriber's zone, whatever the season."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.model.directory import Schedule

WEEKLY = "weekly"


def due_slot(
    schedule: Schedule, *, now: datetime, since: datetime, last: date | None
) -> date | None:
    """Return the local date of the digest that is owed now, or None.

    Only the newest slot that has passed is ever owed: a window missed while the service was
    down is caught up once, not once per miss.  Slots before `since` are owed to nobody.
    """
    newest = _newest(schedule, now)
    if last is not None and newest <= last:
        return None
    return newest if instant(schedule, newest) >= since else None


def instant(schedule: Schedule, day: date) -> datetime:
    """Return when a slot is due, in UTC.

    A wall-clock time that a daylight-saving change skips is due as many minutes later.
    """
    wall = datetime.combine(day, time(schedule.hour, schedule.minute), ZoneInfo(schedule.zone))
    return wall.astimezone(UTC)


def next_slot(schedule: Schedule, now: datetime) -> date:
    """Return the local date of the next slot after now."""
    return _newest(schedule, now) + timedelta(days=7)


def local_day(schedule: Schedule, now: datetime) -> date:
    """Return the date it is where the subscriber lives; it decides what is overdue."""
    return now.astimezone(ZoneInfo(schedule.zone)).date()


def period(slot: date) -> tuple[date, date]:
    """Return the first and last day that a weekly digest covers: the seven before it."""
    return slot - timedelta(days=7), slot - timedelta(days=1)


def _newest(schedule: Schedule, now: datetime) -> date:
    today = local_day(schedule, now)
    day = today - timedelta(days=(today.weekday() - schedule.weekday) % 7)
    return day if instant(schedule, day) <= now else day - timedelta(days=7)
