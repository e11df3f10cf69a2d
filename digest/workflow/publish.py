"""Publish: the digests that are owed, and the notices of what moved."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from digest.mail.headers import virtual_root
from digest.model.directory import Person
from digest.model.edition import Edition, Entry
from digest.model.ledger import Batch, Choices, EditionRecord, Slot
from digest.schedule.edition import ACTIONABLE, Request, build
from digest.schedule.entries import Reader
from digest.schedule.handles import allot
from digest.schedule.notices import build_notice
from digest.schedule.reading import Reading
from digest.schedule.slots import WEEKLY, due_slot, local_day
from digest.workflow.links import Linker
from digest.workflow.outgoing import Letter, Sending, letter, queue
from digest.workflow.world import World

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublishReport:
    """How much was put into the outbox."""

    editions: int = 0
    notices: int = 0


def publish(world: World) -> PublishReport:
    """Queue every digest that is owed now and every notice that has settled.

    Safe to run twice or beside itself: what is owed is unique in the outbox.
    """
    owed = list(_owed(world))
    batches = world.store.batches(world.clock.now())
    if not owed and not batches:
        return PublishReport()
    reading = read_store(world)
    editions = sum(_publish_edition(world, reading, person, slot) for person, slot in owed)
    notices = sum(_publish_notices(world, reading, batch) for batch in batches)
    if editions or notices:
        world.wake("deliver")
    log.info("publish editions=%d notices=%d", editions, notices)
    return PublishReport(editions, notices)


def read_store(world: World) -> Reading:
    """Return one reading of the store, to make any number of messages from."""
    store = world.store
    return Reading(
        now=world.clock.now(),
        items=tuple(store.tracked()),
        documents={(d.source, d.document.path): d for d in store.documents()},
        sources=store.sources(),
        changes=tuple(store.changes()),
    )


def eligible(person: Person, choices: Choices, kind: str) -> bool:
    """Return whether a person is to get a kind of message at all."""
    return not person.left and not choices.suspended and kind not in choices.unsubscribed


def _owed(world: World) -> Iterable[tuple[Person, date]]:
    """Return whose digest is due; nobody's before everything was read once."""
    states = world.store.sources()
    if not all(name in states and states[name].baselined for name in world.sources):
        return
    now = world.clock.now()
    for person in world.installation.directory.people.values():
        choices = world.store.choices(person.key, now=now)
        if not eligible(person, choices, "digest"):
            continue
        last = world.store.last_edition(person.key)
        slot = due_slot(
            person.schedule, now=now, since=choices.since, last=last.slot.day if last else None
        )
        if slot:
            yield person, slot


def reader_of(world: World, reading: Reading, person: Person, page: Letter | None) -> Reader:
    """Return a person as the reader of a message."""
    today = local_day(person.schedule, reading.now)
    linker = Linker(world.installation, reading, page.address if page else None)
    return Reader(person, today, linker, world.installation)


def _publish_edition(world: World, reading: Reading, person: Person, day: date) -> bool:
    slot = Slot(person.key, WEEKLY, day)
    message = letter(world, "digest", slot.key, person)
    if message is None:
        return False
    through = reading.changes[-1].number if reading.changes else 0
    record = EditionRecord(slot, reading.now, through, message.id)
    reader = reader_of(world, reading, person, message)
    edition = build(reading, reader, Request(day, world.store.last_edition(person.key)))
    if edition is None:
        world.store.skip_edition(replace(record, delivery=None))
        return False
    known = world.store.handles(person.key)
    edition, handles = with_handles(edition, reader, reading, known)
    words = world.render.digest(edition, world.installation.title, message.links)
    sending = Sending(
        handles={number: item for item, number in handles.items()},
        allotted=handles,
        edition=record,
    )
    return queue(world, message, words, sending)


def with_handles(
    edition: Edition, reader: Reader, reading: Reading, known: Mapping[str, int]
) -> tuple[Edition, dict[str, int]]:
    """Give a handle to every shown item that the reader's reply can change."""
    tracked = {t.id: t for t in reading.items}

    def answers(entry: Entry) -> bool:
        item = tracked[entry.item_id]
        document = reading.documents[item.source, item.path].document
        return reader.answers(item, document)

    shown = [
        entry.item_id
        for section in edition.sections
        if section.key in ACTIONABLE
        for entry in section.entries
        if answers(entry)
    ]
    handles = allot(known, shown)
    sections = tuple(
        replace(s, entries=tuple(replace(e, handle=handles.get(e.item_id)) for e in s.entries))
        for s in edition.sections
    )
    return replace(edition, sections=sections), handles


def _publish_notices(world: World, reading: Reading, batch: Batch) -> int:
    queued = 0
    for person in world.installation.directory.people.values():
        choices = world.store.choices(person.key, now=reading.now)
        if eligible(person, choices, "delay"):
            queued += _publish_notice(world, reading, person, batch)
    world.store.batch_told(batch.id, reading.now)
    return queued


def _publish_notice(world: World, reading: Reading, person: Person, batch: Batch) -> bool:
    message = letter(world, "delay", batch.id, person)
    if message is None:
        return False
    reader = reader_of(world, reading, person, message)
    notice = build_notice(reading, reader, batch)
    if notice is None:
        return False
    handles = allot(world.store.handles(person.key), _answerable(notice.moved, reader, reading))
    moved = tuple(replace(e, handle=handles.get(e.item_id)) for e in notice.moved)
    notice = replace(notice, moved=moved)
    words = world.render.delay(
        notice, world.installation.title, message.links, today=reader.today
    )
    sending = Sending(
        references=_thread(world, moved),
        handles={number: item for item, number in handles.items()},
        allotted=handles,
    )
    return queue(world, message, words, sending)


def _answerable(entries: Iterable[Entry], reader: Reader, reading: Reading) -> list[str]:
    tracked = {t.id: t for t in reading.items}
    return [
        entry.item_id
        for entry in entries
        if (item := tracked.get(entry.item_id))
        and reader.answers(item, reading.documents[item.source, item.path].document)
    ]


def _thread(world: World, moved: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the virtual root under which every move of one item stands."""
    if len(moved) != 1:
        return ()
    return (virtual_root(moved[0].item_id, world.installation.author.domain),)
