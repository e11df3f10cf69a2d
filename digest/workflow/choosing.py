"""A person's own word on when they get digests, and of what: it wins over the settings."""

from dataclasses import replace
from datetime import datetime

from digest.model.directory import Person
from digest.model.schedule import Chosen
from digest.schedule.slots import due_at, next_slot
from digest.workflow.duty import chosen
from digest.workflow.world import World


def choose_schedule(world: World, person: Person, decided: Chosen) -> Person:
    """Keep what a person decides, on top of what they decided before; return them with it.

    The next look asks afresh what is owed to them: nothing is doubled and nothing left out.
    """
    before = world.store.choices(person.key, now=world.clock.now()).schedule
    new = {name: value for name, value in vars(decided).items() if value is not None}
    world.store.choose_schedule(person.key, replace(before, **new))
    return chosen(world, person)


def forget_schedule(world: World, person: Person) -> Person:
    """Let the settings decide again; return the person with their schedule."""
    world.store.choose_schedule(person.key, Chosen())
    return person


def next_digest(world: World, person: Person) -> datetime:
    """Return when the digest after now is due, by the schedule a person has (UTC)."""
    now, last = world.clock.now(), world.store.last_edition(person.key)
    slot = next_slot(person.schedule, now, last.slot.day if last else None)
    return due_at(person.schedule, slot)
