"""Delay notices: one message for each person that a batch of moved dates concerns."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from digest.mail.headers import virtual_root
from digest.model.directory import Person
from digest.model.edition import Entry
from digest.model.ledger import Batch
from digest.schedule.entries import Reader
from digest.schedule.handles import allot
from digest.schedule.notices import build_notice
from digest.schedule.reading import Reading
from digest.workflow.apart import apart, put_off
from digest.workflow.outgoing import Sending, letter, queue, watched
from digest.workflow.readers import reader_of, rests
from digest.workflow.world import World

_GIVES_UP = timedelta(days=2)


def publish_notices(world: World, reading: Reading, batch: Batch) -> int:
    """Queue what a batch tells, one message for each person it concerns; return how many.

    A batch is told when everybody has it; who has it already is not told twice.
    """
    queued, everybody, now = 0, True, world.clock.now()
    for person in world.installation.directory.people.values():
        what = f"notice/{batch.id}/{person.key}"
        if person.key not in reading.listeners or not watched(world, "delay", person):
            continue
        if rests(person, world.store.choices(person.key, now=now), "delay", now):
            continue  # the next digest tells what moved meanwhile
        if put_off(world, what):
            everybody = False
            continue
        with apart(world, what) as tried:
            tried.result = _publish_notice(world, reading, person, batch)
        everybody = everybody and tried.result is not None
        queued += tried.result is True
    if everybody or reading.now - batch.due_at > _GIVES_UP:
        world.store.batch_told(batch.id, reading.now)
    return queued


def _publish_notice(world: World, reading: Reading, person: Person, batch: Batch) -> bool:
    message = letter(world, "delay", batch.id, person)
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
