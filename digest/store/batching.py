"""Changes told together: a batch grows while it settles, and is fixed once it was given out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select, update

from digest.model.ids import mint
from digest.model.ledger import Batch
from digest.store.rows import Room, add, build, change, values
from digest.store.schema import batches, changes

_UNTOLD = batches.c.told_at.is_(None)


class SqlBatches(Room):
    """The batches of `digest.ports.Outbox` over SQL."""

    def batches(self, now: datetime) -> list[Batch]:
        """Return batches of changes that have settled and are not told yet.

        Nothing joins a batch once it was returned: it tells the same when it is told again.
        """
        due = _UNTOLD & (batches.c.due_at <= now)
        fixed = due & batches.c.fixed
        settled = select(batches).where(fixed).order_by(batches.c.due_at, batches.c.id)
        moved = select(changes).join(batches).where(fixed).order_by(changes.c.number)
        with self.database.writing() as connection:
            connection.execute(update(batches).where(due).values(fixed=True))
            rows = list(connection.execute(settled).mappings())
            told = list(connection.execute(moved).mappings())
        return [_batch(row, [r for r in told if r["batch"] == row["id"]]) for row in rows]

    def batch_told(self, batch: str, at: datetime) -> None:
        """Record that every notice of a batch is queued."""
        told = update(batches).where(batches.c.id == batch, _UNTOLD)
        with self.database.writing() as connection:
            connection.execute(told.values(told_at=at))


def record_batch(connection: Connection, batch: Batch, at: datetime) -> str:
    """Write a batch, or let it join one of its source that still settles; return whose id."""
    settling = _UNTOLD & batches.c.fixed.is_(False) & (batches.c.due_at > at)
    mine = select(batches).where(settling, batches.c.source == batch.source)
    first = mine.order_by(batches.c.due_at, batches.c.id).limit(1).with_for_update()
    found = connection.execute(first).mappings().first()
    if found:
        joined = update(batches).where(batches.c.id == found["id"])
        pairs = dict.fromkeys((*_announced(found), *batch.announced))
        connection.execute(joined.values(announced=[list(pair) for pair in pairs]))
        return str(found["id"])
    row = values(batch, batches) | {
        "announced": [list(pair) for pair in batch.announced],
        "fixed": False,
    }
    if add(connection, batches, row):
        return batch.id
    # A date that goes to and fro moves the same way twice: that is news again.
    again = mint("batch", batch.id, at.isoformat())
    add(connection, batches, row | {"id": again})
    return again


def _batch(row: RowMapping, told: Sequence[RowMapping]) -> Batch:
    return build(Batch, row, changes=tuple(map(change, told)), announced=_announced(row))


def _announced(row: RowMapping) -> tuple[tuple[str, str], ...]:
    return tuple((path, title) for path, title in row["announced"])
