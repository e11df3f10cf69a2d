"""On duty: at whom to look now, found by an index, so that a look costs what is due.

What is owed is decided by the slots and the ledger; a row here only says before when nothing
can be owed to a person.  It moves when a look finds nothing owed, so whoever is killed between
leaves somebody to be looked at again, and nobody out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from digest.model.directory import Person
from digest.model.owed import Choices, DueSlot
from digest.workflow.world import World


@dataclass(frozen=True)
class Look:
    """A person to look at, their schedule as they chose it."""

    slot: DueSlot
    person: Person
    choices: Choices


def looks(world: World, kind: str) -> Iterator[Look]:
    """Yield whom to look at now for a kind of message."""
    _plan(world, kind)
    now, people = world.clock.now(), world.installation.directory.people
    slots = [s for s in world.store.due_slots(kind, now) if s.person in people]
    choices = world.store.choices_of([slot.person for slot in slots], now=now)
    for slot in slots:
        chosen = choices[slot.person]
        yield Look(slot, as_chosen(people[slot.person], chosen), chosen)


def looked(world: World, found: list[tuple[Look, datetime]]) -> None:
    """Record when to look again at those to whom nothing is owed now."""
    world.store.move_slots([(look.slot, again) for look, again in found])


def as_chosen(person: Person, choices: Choices) -> Person:
    """Return a person with what they chose of their digest, where they did."""
    told = choices.schedule
    return replace(
        person,
        schedule=told.over(person.schedule),
        scopes=person.scopes if told.scopes is None else told.scopes,
        all_clear=person.all_clear if told.all_clear is None else told.all_clear,
    )


def chosen(world: World, person: Person) -> Person:
    """Return a person with what they chose of their digest, as the store has it now."""
    return as_chosen(person, world.store.choices(person.key, now=world.clock.now()))


def _plan(world: World, kind: str) -> None:
    """Take over what the settings say of people, where that is new."""
    note, plan = f"slots/{kind}", world.installation.plan
    if world.store.note(note) != plan:
        world.store.plan_slots(kind, world.installation.plans)
        world.store.set_note(note, plan)
