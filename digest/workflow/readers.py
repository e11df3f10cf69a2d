"""Who reads: one reading of the store, and a person as the reader of a message."""

from digest.model.directory import Person
from digest.model.ledger import Choices
from digest.schedule.entries import Reader
from digest.schedule.reading import Reading
from digest.schedule.slots import local_day
from digest.workflow.links import Linker
from digest.workflow.outgoing import Letter
from digest.workflow.world import World


def read_store(world: World, *, after: int = 0) -> Reading:
    """Return one reading of the store, to make any number of messages from.

    Changes are those numbered above `after`: what every reader has been told is left out.
    """
    store = world.store
    return Reading(
        now=world.clock.now(),
        items=tuple(store.tracked()),
        documents={(d.source, d.document.path): d for d in store.documents()},
        sources=store.sources(),
        changes=tuple(store.changes(after=after)),
        through=after,
    )


def eligible(person: Person, choices: Choices, kind: str) -> bool:
    """Return whether a person is to get a kind of message at all."""
    return not person.left and not choices.suspended and kind not in choices.unsubscribed


def reader_of(world: World, reading: Reading, person: Person, page: Letter | None) -> Reader:
    """Return a person as the reader of a message."""
    today = local_day(person.schedule, reading.now)
    linker = Linker(world.installation, reading, page.address if page else None)
    return Reader(person, today, linker, world.installation)
