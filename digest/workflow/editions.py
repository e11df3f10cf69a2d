"""Editions: whose digest is owed, and how one is made and queued."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.logs import Log
from digest.model.directory import Person
from digest.model.edition import Edition
from digest.model.entry import Entry
from digest.model.message import Rendered
from digest.model.owed import EditionLine, EditionRecord, Slot
from digest.schedule.edition import ACTIONABLE, STALE_AFTER, Request, build
from digest.schedule.entries import Reader
from digest.schedule.handles import allot
from digest.schedule.reading import Reading
from digest.schedule.slots import LATEST_LOOK, due_slot, instant, next_look
from digest.workflow.apart import apart, put_off
from digest.workflow.duty import Look, looked, looks
from digest.workflow.outgoing import Letter, Sending, letter, queue, watched
from digest.workflow.readers import eligible, reader_of
from digest.workflow.world import World

log = Log(__name__)


@dataclass(frozen=True)
class Owed:
    """A digest that is due, the last one its reader was told, and since when there are any."""

    person: Person
    day: date
    last: EditionRecord | None
    subscribed: datetime


def owed(world: World) -> list[Owed]:
    """Return every digest that is due now; none before everything was read once."""
    seen = list(looks(world, "digest")) if read_lately(world) else []
    if not seen:
        return []
    days = world.store.last_days([look.person.key for look in seen])
    begun = world.store.started()
    rest: list[tuple[Look, datetime]] = []
    found: list[Owed] = []
    for look in seen:
        slot = _slot(world, look, days.get(look.person.key), begun=begun)
        if isinstance(slot, datetime):
            rest.append((look, slot))
        elif not put_off(world, f"edition/{look.person.key}"):
            last = world.store.last_told(look.person.key)
            found.append(Owed(look.person, slot, last, look.choices.since))
    looked(world, rest)
    return found


def _slot(world: World, look: Look, last: date | None, *, begun: bool) -> date | datetime:
    """Return the slot whose digest is owed to a person, else when to look at them again.

    Who comes back from a rest gets theirs at their hour, not at midnight.
    """
    person, now, until = look.person, world.clock.now(), look.choices.paused_until
    back = instant(person.schedule, until) if until else now
    if back > now:
        return min(back, now + LATEST_LOOK)
    if not eligible(person, look.choices, "digest") or not (
        begun or watched(world, "digest", person)
    ):
        return now + LATEST_LOOK  # whatever changes that lets them be looked at before
    slot = due_slot(person.schedule, now=now, since=look.choices.since, last=last, rested=until)
    return slot or next_look(person.schedule, now)


def read_lately(world: World) -> bool:
    """Return whether every source was read once, and since the service slept, if it did.

    A source that cannot be read keeps nobody waiting: the digest says that it is stale.
    """
    states, ready = world.store.sources(), True
    for name in world.sources:
        state = states.get(name)
        if state and state.problem:
            continue
        if state is None or not state.baselined:  # its first gather is under way
            ready = False
        elif world.clock.now() - state.gathered_at > STALE_AFTER:
            ready = False
            world.wake("gather", name)
    return ready


def publish_edition(world: World, reading: Reading, due: Owed) -> bool:
    """Make and queue one edition; trouble with it leaves the others alone, and it owed."""
    with apart(world, f"edition/{due.person.key}") as tried:
        tried.result = _publish(world, reading, due)
    return tried.result is True


def _publish(world: World, reading: Reading, due: Owed) -> bool:
    message = letter_of(world, due)
    record = EditionRecord(
        slot_of(due),
        reading.now,
        reading.through,
        message.id,
        rehearsed=message.rehearsed,
        recorded=reading.recorded,
    )
    worded = wording(world, reading, due, message)
    if worded is None:
        world.store.skip_edition(replace(record, delivery=None))
        log.info("nothing to say", person=due.person.key, edition=record.slot.key)
        return False
    sending = Sending(
        handles={number: item for item, number in worded.handles.items()},
        allotted=worded.handles,
        edition=replace(record, lines=worded.lines),
        told=worded.edition,
    )
    log.info("edition", person=due.person.key, edition=record.slot.key, delivery=message.id)
    return queue(world, message, worded.words, sending)


@dataclass(frozen=True)
class Worded:
    """A digest in words, and which number stands for which item in it: id to number."""

    words: Rendered
    handles: Mapping[str, int]
    lines: tuple[EditionLine, ...]  # what stands in it, to be remembered
    edition: Edition


def slot_of(due: Owed) -> Slot:
    """Return the slot that a digest fills."""
    return Slot(due.person.key, due.person.schedule.cadence, due.day)


def letter_of(world: World, due: Owed) -> Letter:
    """Return a digest before it has words."""
    return letter(world, "digest", slot_of(due).key, due.person)


def wording(world: World, reading: Reading, due: Owed, message: Letter) -> Worded | None:
    """Return a digest in words, None where there is nothing to say; nothing is recorded."""
    reader = reader_of(world, reading, due.person, message)
    edition = build(reading, reader, Request(due.day, due.last, due.subscribed))
    if edition is None:
        return None
    known = world.store.handles(due.person.key)
    edition, handles = with_handles(edition, reader, reading, known)
    words = world.render.digest(edition, world.installation.title, message.links)
    return Worded(words, handles, tuple(_lines(edition)), edition)


def _lines(edition: Edition) -> Iterable[EditionLine]:
    """Yield what stands in an edition, as it is remembered: `digest why` tells it."""
    for place, entry in edition.lines:
        yield EditionLine(place, entry.item_id, entry.why, entry.title)


def with_handles(
    edition: Edition, reader: Reader, reading: Reading, known: Mapping[str, int]
) -> tuple[Edition, dict[str, int]]:
    """Give a handle to every shown item that the reader's reply can change."""

    def answers(entry: Entry) -> bool:
        item = reading.by_id[entry.item_id]
        document = reading.documents[item.source, item.path].document
        return reader.answers(item, document)

    actionable = {key.value for key in ACTIONABLE} | {str(w.scope) for w in edition.scoped}
    shown = [
        entry.item_id
        for place, entry in edition.lines
        if place in actionable and answers(entry)
    ]
    handles = allot(known, shown)
    numbered = edition.each(lambda one: replace(one, handle=handles.get(one.item_id)))
    return numbered, handles
