"""Reminders: one mail a day at most, none on the day of a digest."""

from datetime import datetime, timedelta

from digest.model.directory import Person
from digest.model.schedule import Schedule
from digest.schedule.reading import Reading
from digest.schedule.reminders import build_reminder, reminds_on
from digest.schedule.slots import instant, local_day
from digest.workflow.apart import apart, put_off
from digest.workflow.duty import Look, looked, looks
from digest.workflow.editions import read_lately, with_handles
from digest.workflow.outgoing import Sending, letter, queue, watched
from digest.workflow.readers import eligible, read_store, reader_of, rests
from digest.workflow.world import World

KIND = "reminder"
_LATEST = timedelta(hours=12)  # a reminder that comes later is none


def publish_reminders(world: World) -> int:
    """Queue the reminders of today and return how many."""
    if not world.installation.reminders.on:
        return 0
    due, rest = [], []
    for look in looks(world, KIND):
        if put_off(world, f"{KIND}/{look.person.key}"):
            continue
        if _owed(world, look):
            due.append(look.person)
        else:
            rest.append((look, _again(look.person.schedule, world.clock.now())))
    looked(world, rest)
    if not due or not read_lately(world):
        return 0
    reading = read_store(world, after=world.store.last_change(), kind=KIND)
    return sum(_published(world, reading, person) for person in due)


def _owed(world: World, look: Look) -> bool:
    person, now = look.person, world.clock.now()
    today = local_day(person.schedule, now)
    at = instant(person.schedule, today)
    if not at <= now < at + _LATEST or not reminds_on(person.schedule, today):
        return False
    if world.store.note(_noted(person)) == today.isoformat():
        return False
    if person.key in world.store.absences(today):
        return False
    wanted = eligible(person, look.choices, KIND) and watched(world, KIND, person)
    return wanted and not rests(person, look.choices, KIND, now)


def _again(schedule: Schedule, now: datetime) -> datetime:
    """Return when the hour of a schedule comes next."""
    days = (local_day(schedule, now) + timedelta(days=n) for n in range(3))
    return next(at for day in days if (at := instant(schedule, day)) > now)


def _noted(person: Person) -> str:
    """Return where it is noted that somebody's reminder of a day was looked after."""
    return f"reminded/{person.key}"


def _published(world: World, reading: Reading, person: Person) -> bool:
    with apart(world, f"{KIND}/{person.key}") as tried:
        tried.result = _publish(world, reading, person)
        today = local_day(person.schedule, reading.now)
        world.store.set_note(_noted(person), today.isoformat())
    return tried.result is True


def _publish(world: World, reading: Reading, person: Person) -> bool:
    today = local_day(person.schedule, reading.now)
    message = letter(world, KIND, today.isoformat(), person)
    reader = reader_of(world, reading, person, message)
    edition = build_reminder(reading, reader)
    if edition is None:
        return False
    edition, handles = with_handles(edition, reader, reading, world.store.handles(person.key))
    words = world.render.reminder(edition, world.installation.title, message.links)
    shown = {number: item for item, number in handles.items()}
    return queue(world, message, words, Sending(handles=shown, allotted=handles, told=edition))
