"""Delay notices: of what settled, each person that it concerns is told once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.mail.headers import message_id, virtual_root
from digest.model.directory import Person
from digest.model.ids import mint
from digest.model.ledger import Batch
from digest.model.notice import Delay, Notice
from digest.model.owed import Telling
from digest.schedule.delays import delay
from digest.schedule.handles import allot
from digest.schedule.notices import ALONE, Owed, owed, telling
from digest.schedule.reading import Reading
from digest.schedule.topic import Topic
from digest.schedule.topics import topics
from digest.workflow.apart import Tried, apart, put_off
from digest.workflow.outgoing import Sending, letter, queue, watched
from digest.workflow.readers import reader_of, rests
from digest.workflow.world import World

KIND = "delay"
_GIVES_UP = timedelta(days=2)

Told = Mapping[str, Mapping[str, Sequence[Telling]]]  # by person, by what it was about


def publish_notices(
    world: World, reading: Reading, batches: Sequence[Batch], settled: datetime
) -> int:
    """Queue what some batches tell those they concern; return how many messages.

    `settled` is now, or later where what still settles is told too.  A batch is told when
    everybody has it.  What a person was told is remembered with the message that told it, so
    that nobody is told twice, whenever this was interrupted.
    """
    ripe = settled - world.installation.head_start
    found = topics(reading, batches, ripe)
    told, queued, everybody = _told(world, found), 0, True
    concerned = frozenset(key for topic in found for key in topic.concerned)
    for person in _listening(world, reading, concerned):
        for sent in _published(world, reading, person, found, told.get(person.key, {})):
            everybody = everybody and sent.result is not None
            queued += sent.result is True
    for batch in batches:
        _settle(world, batch, ripe, everybody=everybody)
    return queued


def untold(world: World, batches: Iterable[Batch], settled: datetime) -> list[Batch]:
    """Return the batches of which somebody is to be told now: others wait for a head start."""
    ripe = settled - world.installation.head_start
    return [b for b in batches if b.due_at <= ripe or not world.store.note(_begun(b))]


def _begun(batch: Batch) -> str:
    """Return where it is noted that owners and leads were told of a batch."""
    return f"head-start/{batch.id}"


def _settle(world: World, batch: Batch, ripe: datetime, *, everybody: bool) -> None:
    waited = ripe - batch.due_at
    if waited > _GIVES_UP or (everybody and waited >= timedelta()):
        world.store.batch_told(batch.id, world.clock.now())
    elif everybody:
        world.store.set_note(_begun(batch), "told")


def _told(world: World, found: Sequence[Topic]) -> Told:
    told: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for each in world.store.tellings(about=[topic.id for topic in found]):
        told[each.person][each.about].append(each)
    return told


def _listening(world: World, reading: Reading, among: frozenset[str]) -> Iterator[Person]:
    """Yield who gets notices now; to who rests, the next digest tells what moved meanwhile."""
    for person in reading.installation.directory.people.values():  # schedules as chosen
        if person.key in among & reading.listeners and watched(world, KIND, person):
            choices = world.store.choices(person.key, now=reading.now)
            if not rests(person, choices, KIND, reading.now):
                yield person


def _published(
    world: World,
    reading: Reading,
    person: Person,
    found: Sequence[Topic],
    told: Mapping[str, Sequence[Telling]],
) -> Iterator[Tried]:
    """Yield for each message whether it was queued now, nothing where it could not be made."""
    mine = owed(found, reading, reader_of(world, reading, person, None), told)
    together = [mine] if len(mine) > ALONE else [(one,) for one in mine]
    for group in together:
        what = f"notice/{_subject(group)}/{person.key}"
        if put_off(world, what):
            yield Tried()
            continue
        with apart(world, what) as tried:
            tried.result = _publish(world, reading, person, group, told)
        yield tried


def _subject(group: Sequence[Owed]) -> str:
    """Return what makes a message unique: what is told, for which time."""
    named = sorted(f"{one.topic.id}/{one.nth}" for one in group)
    return named[0] if len(named) == 1 else f"several/{mint('notices', *named)}"


def _publish(
    world: World,
    reading: Reading,
    person: Person,
    group: Sequence[Owed],
    told: Mapping[str, Sequence[Telling]],
) -> bool:
    message = letter(world, KIND, _subject(group), person)
    reader = reader_of(world, reading, person, message)
    delays = [delay(one, reading, reader) for one in group]
    answered = [d.entry.item_id for d in delays if d.item or d.decides]
    handles = allot(world.store.handles(person.key), answered)
    notice = Notice(person, tuple(_handled(each, handles) for each in delays))
    words = world.render.delay(
        notice, world.installation.title, message.links, today=reader.today
    )
    before = told.get(group[0].topic.id, ()) if len(group) == 1 else ()
    earlier = [message_id(t.delivery, _domain(world)) for t in before if t.reached]
    sending = Sending(
        in_reply_to=earlier[-1] if earlier else None,
        references=_thread(world, group, earlier),
        handles={number: id_ for id_, number in handles.items()},
        allotted=handles,
        tellings=tuple(telling(one, person.key) for one in group),
        told=notice,
    )
    return queue(world, message, words, sending)


def _handled(each: Delay, handles: Mapping[str, int]) -> Delay:
    return replace(each, entry=replace(each.entry, handle=handles.get(each.entry.item_id)))


def _thread(world: World, group: Sequence[Owed], earlier: Sequence[str]) -> tuple[str, ...]:
    """Return the virtual root under which all notices of one thing stand, and those before."""
    if len(group) != 1:
        return ()
    return (virtual_root(group[0].topic.id, _domain(world)), *earlier)


def _domain(world: World) -> str:
    return world.installation.author.domain
