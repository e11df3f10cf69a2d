"""When a digest is owed: wall clock in the subscriber's zone, whatever the season.

A slot is named by the local date it stands on; where that is a holiday it is due on the next
working day, and where that reaches the next slot there is none: the next one tells it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.model.schedule import Cadence, Schedule
from digest.schedule.daysoff import is_off, working_day_from

_DAY = timedelta(days=1)
_FAR = 100  # days: however much is closed, a slot is found within them
_WORKING_DAYS, _WEEK = 5, 7
_OLDEST = timedelta(days=7)  # what a digest says goes stale
LATEST_LOOK = timedelta(days=7)  # nobody is left alone for longer, whatever a row says
# Days.  Nobody gets two digests nearer to each other, whatever they change.
_LEAST = {
    Cadence.DAILY: 1,
    Cadence.WEEKDAYS: 1,
    Cadence.WEEKLY: 4,
    Cadence.FORTNIGHTLY: 7,
    Cadence.MONTHLY: 14,
}


def due_slot(
    schedule: Schedule,
    *,
    now: datetime,
    since: datetime,
    last: date | None,
    rested: date | None = None,
) -> date | None:
    """Return the local date of the digest that is owed now, or None.

    Only the newest slot that has passed is ever owed: a window missed while the service was
    down is caught up once, not once per miss, and none that is a week old.  Slots before
    `since` are owed to nobody.  `last` is the slot of the last digest, of whatever schedule:
    one that was changed neither doubles a digest nor skips two.  Who has `rested` until a day
    is owed what they missed by it, however old, from that day on and for a week.
    """
    passed = (slot for slot in _back(schedule, now) if due_at(schedule, slot) <= now)
    newest = next(passed, None)
    if newest is None:
        return None
    due = due_at(schedule, newest)
    if due < since or (due < now - _OLDEST and not _rested(schedule, due, rested, now)):
        return None
    return None if _soon(schedule, newest, last) else newest


def _soon(schedule: Schedule, slot: date, last: date | None) -> bool:
    return last is not None and (slot - last).days < _LEAST[schedule.cadence]


def _rested(schedule: Schedule, due: datetime, until: date | None, now: datetime) -> bool:
    """Return whether something came due in a rest that ended within the last days."""
    if until is None:
        return False
    back = instant(schedule, until)
    return due < back and now - _OLDEST <= back <= now


def next_look(schedule: Schedule, now: datetime) -> datetime:
    """Return when something may be owed that is not now; a week from now at the latest."""
    latest = now + LATEST_LOOK
    today = local_day(schedule, now)
    days = (today + n * _DAY for n in range(-_FAR, _WEEK + 2))
    dues = (due_at(schedule, slot) for slot in _slots(schedule, days))
    return next((due for due in dues if now < due < latest), latest)


def due_at(schedule: Schedule, slot: date) -> datetime:
    """Return when the digest of a slot is due, in UTC."""
    return instant(schedule, _moved(schedule, slot))


def instant(schedule: Schedule, day: date) -> datetime:
    """Return when the hour of a schedule is on a day, in UTC.

    A wall-clock time that a daylight-saving change skips is as many minutes later.
    """
    wall = datetime.combine(day, time(schedule.hour, schedule.minute), ZoneInfo(schedule.zone))
    return wall.astimezone(UTC)


def next_slot(schedule: Schedule, now: datetime, last: date | None = None) -> date:
    """Return the local date of the next slot after now that comes not too soon after `last`."""
    start = local_day(schedule, now) - timedelta(days=_FAR)
    days = (start + n * _DAY for n in range(3 * _FAR))
    later = (d for d in _slots(schedule, days) if due_at(schedule, d) > now)
    return next(d for d in later if not _soon(schedule, d, last))


def slots_between(schedule: Schedule, first: date, last: date) -> list[date]:
    """Return the slots of some days, both of them included, in order."""
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return list(_slots(schedule, days))


def is_slot(schedule: Schedule, day: date) -> bool:
    """Return whether a digest stands on a day, wherever holidays move it."""
    return _stands(schedule, day) and not _skipped(schedule, day)


def local_day(schedule: Schedule, now: datetime) -> date:
    """Return the date it is where the subscriber lives; it decides what is overdue."""
    return now.astimezone(ZoneInfo(schedule.zone)).date()


def period(schedule: Schedule, slot: date) -> tuple[date, date]:
    """Return the first and last day that a digest covers: those since the slot before it."""
    days = (slot - n * _DAY for n in range(1, _FAR))
    return next(_slots(schedule, days), slot - timedelta(days=_WEEK)), slot - _DAY


def _back(schedule: Schedule, now: datetime) -> Iterator[date]:
    today = local_day(schedule, now)
    return _slots(schedule, (today - n * _DAY for n in range(_FAR)))


def _slots(schedule: Schedule, days: Iterator[date]) -> Iterator[date]:
    """Yield the days that have a digest."""
    return (day for day in days if is_slot(schedule, day))


def _stands(schedule: Schedule, day: date) -> bool:
    """Return whether a slot stands on a day, holiday or not."""
    match schedule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.weekday() < _WORKING_DAYS
        case Cadence.FORTNIGHTLY:
            monday = schedule.first - schedule.first.weekday() * _DAY
            even = (day - monday).days // _WEEK % 2 == 0
            return even and day.weekday() == schedule.weekday
        case Cadence.MONTHLY:
            return day.day <= _WEEK and day.weekday() == schedule.weekday
    return day.weekday() == schedule.weekday


def _moved(schedule: Schedule, day: date) -> date:
    return working_day_from(schedule, day) if is_off(schedule, day) else day


def _skipped(schedule: Schedule, day: date) -> bool:
    """Return whether holidays last until the next slot."""
    if not is_off(schedule, day):
        return False
    until = _moved(schedule, day)
    between = (day + n * _DAY for n in range(1, (until - day).days + 1))
    return until == day or any(_stands(schedule, one) for one in between)
