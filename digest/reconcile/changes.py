"""What changed, field by field, and the memory an item carries on."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.model.change import Change, ChangeKind, Touch, TrackedItem
from digest.model.ids import item_id
from digest.model.item import ActionItem
from digest.reconcile.match import match
from digest.reconcile.reasons import moved, reason
from digest.reconcile.sighting import Reach, Sighting

TouchOf = Callable[[str], Touch]


@dataclass(frozen=True)
class Reconciled:
    """Items that are new or different, and what changed; nothing for what stayed."""

    items: tuple[TrackedItem, ...]
    changes: tuple[Change, ...]


def reconcile(  # noqa: PLR0913 - each by its name
    before: Sequence[TrackedItem],
    now: Sequence[Sighting],
    *,
    source: str,
    touched: TouchOf,
    known: Callable[[str], bool],
    baseline: bool = False,
    reach: Reach | None = None,
) -> Reconciled:
    """Return what became of every item.

    `touched` tells who changed a path; `known` whether an id was ever given out; `reach`
    what may come back in another document.
    """
    pairs, gone, new = match(before, now, reach)
    items: list[TrackedItem] = []
    changes: list[Change] = []
    for tracked, sighting in pairs:
        carried, told = _carry(tracked, sighting, touched)
        items += [carried] if carried != tracked else []
        changes += told
    newest = {sighting.stream: sighting.path for sighting in now}
    for tracked in gone:
        if tracked.live:
            # Of a series it is the newest update that leaves an item out.
            touch = touched(newest.get(tracked.stream, tracked.path))
            items.append(replace(tracked, withdrawn_at=touch.at))
            changes.append(
                _change(tracked.id, ChangeKind.WITHDRAWN, tracked.item.text, "", touch)
            )
    ordinals: Counter[tuple[str, str]] = Counter()
    for sighting in new:
        first = _first_sight(sighting, source, touched, known, ordinals)
        items.append(first)
        touch = touched(sighting.path)
        changes.append(_change(first.id, ChangeKind.ADDED, "", sighting.item.text, touch))
    return Reconciled(tuple(items), tuple(replace(c, baseline=baseline) for c in changes))


def _first_sight(
    sighting: Sighting,
    source: str,
    touched: TouchOf,
    known: Callable[[str], bool],
    ordinals: Counter[tuple[str, str]],
) -> TrackedItem:
    """Mint an id: the next ordinal when any item, withdrawn too, has that id already."""
    item, twins = sighting.item, (sighting.path, sighting.item.text)
    while known(id_ := item_id(source, *twins, ordinals[twins])):
        ordinals[twins] += 1
    ordinals[twins] += 1
    touch = touched(sighting.path)
    return TrackedItem(
        id=id_,
        source=source,
        path=sighting.path,
        stream=sighting.stream,
        item=item,
        seen_at=touch.at,
        changed_at=touch.at,
        first_due=item.promised,
        closed_at=touch.at if item.status.value.closed and touch.sure else None,
        revision=touch.revision,
    )


def _carry(
    tracked: TrackedItem, sighting: Sighting, touched: TouchOf
) -> tuple[TrackedItem, list[Change]]:
    """Return the item with what it says now, and each field that changed."""
    place = replace(
        tracked,
        item=sighting.item,
        path=sighting.path,
        stream=sighting.stream,
        withdrawn_at=None,
    )
    fields = _differences(tracked, sighting)
    if not fields and _spot(place) == _spot(tracked):
        return place, []
    touch = touched(sighting.path)
    if not fields:
        return replace(place, revision=touch.revision), []
    kinds = {kind for kind, _, _ in fields}
    carried = replace(
        _remember(tracked, place, touch),
        changed_at=touch.at,
        revision=touch.revision,
        sequence=tracked.sequence + bool(kinds & _SEQUENCED),
    )
    return carried, [_change(tracked.id, k, b, a, touch) for k, b, a in fields]


# RFC 5545 §3.8.7.4: the sequence counts revisions that matter to a calendar.
_SEQUENCED = {
    ChangeKind.DUE,
    ChangeKind.STATUS,
    ChangeKind.OWNER,
    ChangeKind.REWORDED,
    ChangeKind.RETURNED,
}


def _remember(tracked: TrackedItem, place: TrackedItem, touch: Touch) -> TrackedItem:
    """Carry the history on: first promise, number of moves, when it was closed."""
    was, day = tracked.item.promised, place.item.promised
    closed = place.item.status.value.closed
    return replace(
        place,
        first_due=tracked.first_due or day,
        reason=reason(tracked, place.item),
        moves=tracked.moves + bool(was and day and was != day),
        closed_at=(tracked.closed_at or touch.at) if closed else None,
    )


def _differences(tracked: TrackedItem, sighting: Sighting) -> list[tuple[ChangeKind, str, str]]:
    was, now = tracked.item, sighting.item
    told = [
        (ChangeKind.REWORDED, was.text, now.text),
        (ChangeKind.STATUS, was.status.value.value, now.status.value.value),
        (ChangeKind.DUE, due_text(was), due_text(now)),
        (ChangeKind.EXPLAINED, *_reasons(tracked, now)),
        (ChangeKind.OWNER, ", ".join(was.owners), ", ".join(now.owners)),
        (ChangeKind.PRIORITY, _priority(was), _priority(now)),
        (ChangeKind.MOVED, _place(tracked), _place(sighting)),
    ]
    returned = [] if tracked.live else [(ChangeKind.RETURNED, "", now.text)]
    return returned + [(kind, before, after) for kind, before, after in told if before != after]


def _reasons(tracked: TrackedItem, now: ActionItem) -> tuple[str, str]:
    """Return why the day was moved, before and now: a move has no reason yet."""
    return "" if moved(tracked, now) else tracked.reason, reason(tracked, now)


def _spot(tracked: TrackedItem) -> tuple[str, int]:
    """Return the line on which an item stands."""
    return tracked.path, tracked.item.line


def _place(where: TrackedItem | Sighting) -> str:
    """Return where an item lives: a series is one place, whichever update it stands in."""
    return where.stream


def due_text(item: ActionItem) -> str:
    """Return an ISO date where the promise resolves, else the phrase, else nothing."""
    day: date | None = item.promised
    return day.isoformat() if day else (item.due.raw if item.due else "")


def _priority(item: ActionItem) -> str:
    return (item.priority.value or item.priority.raw) if item.priority else ""


def _change(id_: str, kind: ChangeKind, before: str, after: str, touch: Touch) -> Change:
    return Change(item_id=id_, kind=kind, before=before, after=after, touch=touch)
