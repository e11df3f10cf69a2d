"""What there is to tell of moved dates: a topic for each thing, the same for all readers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.ledger import Batch
from digest.schedule.announcements import Announced, announced
from digest.schedule.concerned import Concerned, asked, by_item, by_update
from digest.schedule.dependents import dependents
from digest.schedule.items import newest
from digest.schedule.reading import Reading
from digest.schedule.topic import Topic

Place = tuple[str, str, str]  # source, path, title of an announcement


@dataclass(frozen=True)
class _Settled:
    """What some batches hold together, and of what others than owner and lead hear by now."""

    changes: Mapping[str, Mapping[ChangeKind, Change]]  # by item
    places: frozenset[Place]
    ripe: frozenset[str | Place]

    def early(self, item: TrackedItem | None, update: Announced | None) -> bool:
        """Return whether only who hears first hears of it yet."""
        by_update = update is not None and _place(update) in self.ripe
        return not by_update and not (item and item.id in self.ripe)


def topics(
    reading: Reading, batches: Sequence[Batch], ripe_before: datetime
) -> tuple[Topic, ...]:
    """Return what some batches have to tell, as everything stands now.

    Of what settled later than `ripe_before` only those hear yet who have a head start.
    """
    settled = _settled(batches, ripe_before)
    updates = list(announced(reading.documents.values(), reading.items))
    fresh = [one for one in updates if _place(one) in settled.places]
    ids = {*settled.changes, *(one.item for one in fresh if one.item)}
    items = [t for t in reading.items if t.id in ids and _tellable(reading, t)]
    waits = dependents(items, reading.items)
    found = [
        _of_item(reading, settled, item, _newest_about(item, updates, fresh), waits[item.id])
        for item in items
    ]
    told = {item.id for item in items}
    return (
        *found,
        *(_of_update(reading, settled, one) for one in fresh if one.item not in told),
    )


def _settled(batches: Sequence[Batch], ripe_before: datetime) -> _Settled:
    changes = [change for batch in batches for change in batch.changes]
    places = {b.id: {(b.source, *one) for one in b.announced} for b in batches}
    ripe: set[str | Place] = set()
    for batch in batches:
        if batch.due_at <= ripe_before:
            ripe |= {change.item_id for change in batch.changes} | places[batch.id]
    return _Settled(newest(changes), frozenset().union(*places.values()), frozenset(ripe))


def _place(one: Announced) -> Place:
    return one.stored.source, one.stored.document.path, one.update.title


def _tellable(reading: Reading, tracked: TrackedItem) -> bool:
    """Say whether an item is still open, in a document that is still there."""
    stored = reading.document(tracked)
    known = tracked.source in reading.installation.sources
    return bool(known and stored and tracked.live and not tracked.item.status.value.closed)


def _newest_about(
    item: TrackedItem, updates: Iterable[Announced], fresh: Sequence[Announced]
) -> tuple[Announced | None, bool]:
    """Return what was announced of an item and still holds, and whether that is new."""
    about = [one for one in updates if one.item == item.id]
    newest_last = sorted(
        about, key=lambda one: one.update.day or one.stored.document.date or date.min
    )
    for one in reversed(newest_last):
        if one in fresh or one.day == item.item.day:
            return one, one in fresh
    return None, False


def _written(one: Announced) -> date:
    return one.update.day or one.stored.document.date or date.min


def _of_item(
    reading: Reading,
    settled: _Settled,
    item: TrackedItem,
    update: tuple[Announced | None, bool],
    waiting: tuple[TrackedItem, ...],
) -> Topic:
    stored, changes = (
        reading.documents[item.source, item.path],
        settled.changes.get(item.id, {}),
    )
    moved = changes.get(ChangeKind.DUE)
    mover = (moved.touch.person or "") if moved else ""
    return Topic(
        stored=stored,
        tracked=item,
        update=update[0],
        news=update[1],
        changes=changes,
        waiting=waiting,
        early=settled.early(item, update[0]),
        concerned=_concerned(reading, item, update, waiting),
        asked=frozenset(asked(reading, item, stored.document, mover)),
    )


def _concerned(
    reading: Reading,
    item: TrackedItem,
    update: tuple[Announced | None, bool],
    waiting: tuple[TrackedItem, ...],
) -> dict[str, Concerned]:
    """Return whom a moved item concerns, and whom what is announced of it does."""
    found = by_item(reading, item, reading.documents[item.source, item.path], waiting)
    one, fresh = update
    return by_update(reading, one.stored) | found if one and fresh else found


def _of_update(reading: Reading, settled: _Settled, one: Announced) -> Topic:
    return Topic(
        stored=one.stored,
        update=one,
        news=True,
        early=settled.early(None, one),
        concerned=by_update(reading, one.stored),
    )
