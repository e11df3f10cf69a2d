"""A reminder for one person: what comes due, and what is late, on the days that are set."""

from collections.abc import Iterator
from datetime import date, timedelta

from digest.model.change import TrackedItem
from digest.model.directory import Person
from digest.model.edition import Edition, Section, SectionKey
from digest.model.entry import Entry, Why
from digest.model.schedule import Schedule
from digest.schedule.daysoff import works
from digest.schedule.entries import Reader
from digest.schedule.reading import Reading
from digest.schedule.slots import due_at, is_slot, local_day

_THEIRS = (Why.OWNER, Why.TEAM, Why.ASKED, Why.LEAD)
_FAR = 31  # days that holidays may last


def reminds_on(schedule: Schedule, day: date) -> bool:
    """Return whether somebody may be reminded on a day: a working day without a digest."""
    return works(schedule, day) and not _has_digest(schedule, day)


def _has_digest(schedule: Schedule, day: date) -> bool:
    before = (day - timedelta(days=n) for n in range(_FAR))
    slots = (slot for slot in before if is_slot(schedule, slot))
    return any(local_day(schedule, due_at(schedule, slot)) == day for slot in slots)


def build_reminder(reading: Reading, reader: Reader) -> Edition | None:
    """Return what is called to mind today, or None when it is nothing.

    What fell on a day off is told on the working day after it.
    """
    days = tuple(_days(reader.person.schedule, reader.today))
    found: dict[SectionKey, list[Entry]] = {SectionKey.OVERDUE: [], SectionKey.DUE: []}
    for tracked, stored, concern in reading.items_for(reader.person):
        if (
            concern.why in _THEIRS
            and concern.owned
            and _today(reading, reader.person, tracked, days)
            and not reading.quiet(reader.person.key, tracked.id, reader.today)
        ):
            entry = reader.entry(tracked, stored.document, concern)
            found[SectionKey.OVERDUE if entry.late_days > 0 else SectionKey.DUE].append(entry)
    sections = tuple(
        Section(key, tuple(sorted(some, key=_order)), len(some))
        for key, some in found.items()
        if some
    )
    if not sections:
        return None
    return Edition(
        subscriber=reader.person,
        slot=reader.today,
        period_start=reader.today,
        period_end=reader.today,
        as_of=reading.as_of,
        sections=sections,
    )


def _days(schedule: Schedule, today: date) -> Iterator[date]:
    """Yield today and the days off before it."""
    yield today
    for n in range(1, _FAR):
        day = today - timedelta(days=n)
        if works(schedule, day):
            return
        yield day


def _today(
    reading: Reading, person: Person, tracked: TrackedItem, days: tuple[date, ...]
) -> bool:
    item = tracked.item
    if not tracked.live or item.status.value.closed or item.day is None:
        return False
    priority = item.priority.value if item.priority else None
    wanted = reading.installation.reminders.of(person.key, priority)
    late = {(day - item.day).days for day in days}
    return bool(late & {*(-n for n in wanted.before), *wanted.after})


def _order(entry: Entry) -> tuple[object, ...]:
    return (-entry.late_days, entry.priority or "P9", entry.title)
