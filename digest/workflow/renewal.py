"""Mail that waited for the relay: a digest that no server was offered is composed afresh.

A reminder says what is due on its day, and is dropped with it.  A notice stays: it tells what
happened, and when.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from digest.logs import Log
from digest.model.directory import Person
from digest.model.ledger import Delivery, DeliveryState
from digest.model.owed import EditionRecord
from digest.schedule.reading import Reading
from digest.workflow import keeping
from digest.workflow.apart import apart
from digest.workflow.duty import as_chosen
from digest.workflow.editions import Owed, wording
from digest.workflow.outgoing import Sending, letter, written
from digest.workflow.readers import read_store
from digest.workflow.world import World

log = Log(__name__)

STALE = timedelta(hours=12)
_DATED = ("digest", "reminder")  # they say how things stand
_SETTLED = "told by the digest that came after it"
_REMINDER = "waited for the relay past its day"
_SILENT = "waited for the relay, and there is nothing left to tell"


@dataclass(frozen=True)
class _Again:
    """A digest that is to be composed once more, and the last one before it."""

    delivery: Delivery
    person: Person
    record: EditionRecord
    last: EditionRecord | None


def renewed(world: World, batch: Sequence[Delivery]) -> list[Delivery]:
    """Return a claimed batch with what is stale in it composed afresh, or left out.

    Where a newer digest waits for the same person, that one is composed afresh to tell it all.
    """
    stale = [delivery for delivery in batch if _stale(world, delivery)]
    if not stale:
        return list(batch)
    for delivery in stale:
        if delivery.kind == "reminder":
            _drop(world, delivery, _REMINDER)
    digests = [delivery for delivery in stale if delivery.kind == "digest"]
    told = [again for delivery in digests if (again := _merged(world, delivery))]
    known = {again.delivery.id: again for again in told}
    made = _all_made(world, known) if known else {}
    gone = {delivery.id for delivery in stale} - set(made)
    return [
        fresh
        for delivery in batch
        if delivery.id not in gone and (fresh := made.get(delivery.id, delivery))
    ]


def _all_made(world: World, known: Mapping[str, _Again]) -> dict[str, Delivery | None]:
    reading = read_store(world, after=_told_before(known.values()), kind="digest", moves=True)
    return {id_: _made(world, reading, again) for id_, again in known.items()}


def _stale(world: World, delivery: Delivery) -> bool:
    waited = world.clock.now() - delivery.queued_at
    return delivery.kind in _DATED and delivery.attempts == 0 and waited > STALE


def _told_before(all_: Iterable[_Again]) -> int:
    return min((one.last.through if one.last else 0 for one in all_), default=0)


def _merged(world: World, delivery: Delivery) -> _Again | None:
    """Return what is to be composed: the digest itself, or the newer one that waits too."""
    person = world.installation.directory.people.get(delivery.recipient)
    newest = world.store.last_edition(delivery.recipient)
    if person is None or newest is None:
        return None
    record = world.store.edition_of(delivery.id)
    newer = world.store.delivery(newest.delivery or "") if newest != record else None
    if newer and newer.state is DeliveryState.QUEUED and newer.attempts == 0:
        _drop(world, delivery, _SETTLED)
        delivery, record = newer, newest
    if record is None:
        return None
    last = world.store.last_told(person.key, before=record.slot.day)
    return _Again(delivery, person, record, last)


def _drop(world: World, delivery: Delivery, reason: str) -> None:
    world.store.dropped(delivery.id, reason=reason, at=world.clock.now())
    log.info("dropped", delivery=delivery.id, kind=delivery.kind, reason=reason)


def _made(world: World, reading: Reading, again: _Again) -> Delivery | None:
    """Compose a digest once more; trouble with it lets it go as it was."""
    made: list[Delivery | None] = []
    with apart(world, f"edition/{again.person.key}"):
        made.append(_composed(world, reading, again))
    return made[0] if made else again.delivery


def _composed(world: World, reading: Reading, again: _Again) -> Delivery | None:
    delivery, now = again.delivery, world.clock.now()
    choices = world.store.choices(delivery.recipient, now=now)
    person = as_chosen(again.person, choices)
    message = letter(world, delivery.kind, delivery.subject, person)
    due = Owed(person, again.record.slot.day, again.last, choices.since)
    worded = wording(world, reading, due, message)
    if worded is None:
        _drop(world, delivery, _SILENT)
        return None
    handles = {number: item for item, number in worded.handles.items()}
    fresh = replace(
        delivery,
        raw=written(world, message, worded.words, Sending()),
        title=worded.words.subject,
        handles=handles,
        address=message.to.address,
        envelope_sender=message.envelope_sender,
        queued_at=now,
        told=keeping.kept(worded.edition, message.page),
    )
    record = replace(
        again.record,
        made_at=reading.now,
        through=reading.through,
        rehearsed=message.rehearsed,
        lines=worded.lines,
    )
    kept = world.store.renewed(fresh, message.tokens, record)
    log.info("composed afresh", delivery=delivery.id, kept=kept)
    return fresh if kept else None
