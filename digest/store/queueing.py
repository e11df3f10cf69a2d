"""A message that is owed, written with all that belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import IntegrityError

from digest.errors import Transient
from digest.model.ledger import Delivery, DeliveryState, TokenRecord
from digest.model.owed import EditionRecord
from digest.store.archives import archive
from digest.store.rows import add, values, written
from digest.store.schema import deliveries, editions, handles
from digest.store.tokens import record_tokens


def record_delivery(connection: Connection, delivery: Delivery) -> bool:
    """Write a delivery; False when this kind, subject and recipient is owed already."""
    row = values(delivery, deliveries) | {
        "handles": {str(handle): item for handle, item in delivery.handles.items()},
        "settled_at": delivery.sent_at,
    }
    if not add(connection, deliveries, row):
        return False
    if delivery.told is not None:
        archive(connection, delivery)
    return True


def record_edition(connection: Connection, edition: EditionRecord) -> bool:
    """Write an edition; False when its slot has one already."""
    row: dict[str, Any] = values(edition.slot, editions) | values(edition, editions)
    row["lines"] = [list(astuple(line)) for line in edition.lines]
    return add(connection, editions, row)


def record_again(
    connection: Connection,
    delivery: Delivery,
    tokens: Sequence[TokenRecord],
    edition: EditionRecord,
) -> bool:
    """Write a delivery and its edition once more; False when it was offered or settled.

    The slot and all ids stay, so do the handles that its person has.
    """
    row = deliveries.c
    unoffered = (row.state == DeliveryState.QUEUED, row.attempts == 0)
    again = update(deliveries).where(row.id == delivery.id, *unoffered)
    told = {
        name: getattr(delivery, name)
        for name in ("raw", "title", "address", "envelope_sender", "queued_at")
    }
    handles_ = {str(handle): item for handle, item in delivery.handles.items()}
    if written(connection, again.values(**told, handles=handles_)) == 0:
        return False
    archive(connection, delivery)
    lines = [list(astuple(line)) for line in edition.lines]
    made = values(edition, editions) | {"lines": lines}
    mine = editions.c.delivery == delivery.id
    connection.execute(update(editions).where(mine).values(**made))
    record_tokens(connection, tokens)
    allot(connection, delivery.recipient, {i: h for h, i in delivery.handles.items()})
    return True


def allot(connection: Connection, person: str, allotted: Mapping[str, int]) -> None:
    """Write a person's handles: an item keeps its own, and a number is given once.

    Raises:
        Transient: another message allotted handles to this person in between, so this one
            shows numbers that mean something else; compose it again.
    """
    known = handles_of(connection, person)
    moved = [item for item, handle in allotted.items() if known.get(item, handle) != handle]
    rows = [
        {"person": person, "item_id": item, "handle": handle}
        for item, handle in allotted.items()
        if item not in known
    ]
    try:
        if rows:
            connection.execute(handles.insert(), rows)
    except IntegrityError:
        moved.append("")
    if moved:
        raise Transient(f"the handles of {person} changed meanwhile; compose the message again")


def handles_of(connection: Connection, person: str) -> dict[str, int]:
    """Return item id to number of every handle a person has."""
    query = select(handles.c.item_id, handles.c.handle).where(handles.c.person == person)
    return {row.item_id: row.handle for row in connection.execute(query)}
