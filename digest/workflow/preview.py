"""A digest as it would be sent now, to look at: nothing is queued, recorded or allotted.

It is made by what makes the one that is sent.  The store is one that keeps nothing, or that
nobody will ask again.
"""

from dataclasses import dataclass

from digest.model.directory import Person
from digest.model.message import Rendered
from digest.schedule.slots import local_day
from digest.workflow.duty import as_chosen
from digest.workflow.editions import Owed, letter_of, wording
from digest.workflow.outgoing import Sending, written
from digest.workflow.readers import read_store
from digest.workflow.world import World


@dataclass(frozen=True)
class Preview:
    """A message as its reader would get it."""

    to: str  # whose mailbox it would be put into
    words: Rendered
    raw: bytes


def preview(world: World, person: Person) -> Preview | None:
    """Return a person's digest as it would be sent now, None where there is nothing to say."""
    now, last = world.clock.now(), world.store.last_told(person.key)
    choices = world.store.choices(person.key, now=now)
    person = as_chosen(person, choices)
    due = Owed(person, local_day(person.schedule, now), last, choices.since)
    reading = read_store(world, after=last.through if last else 0, moves=True)
    message = letter_of(world, due)
    worded = wording(world, reading, due, message)
    if worded is None:
        return None
    raw = written(world, message, worded.words, Sending())
    return Preview(f"{message.to.name} <{message.to.address}>", worded.words, raw)
