"""What one gather found, written in one transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text, update

from digest.model.change import Change, TrackedItem
from digest.model.ledger import Gathered, SourceState, StoredDocument
from digest.store import codec, leases
from digest.store.batching import record_batch
from digest.store.database import insert
from digest.store.rows import upsert, values
from digest.store.schema import changes, documents, items, sources

# Built once: calendars ask it for every request, and building costs more than the answer.
_NEWEST = select(
    *(select(func.max(table.c.written)).scalar_subquery() for table in (items, documents))
)


def record(connection: Connection, gathered: Gathered) -> None:
    """Write documents, items, and changes with their numbers and their batch.

    Raises:
        Transient: the lease of the source is not the owner's.
    """
    written = alone(connection)
    leases.require(connection, gathered.source.name, gathered.owner)
    upsert(connection, sources, [source_row(gathered.source)])
    rows = [document_row(stored, written) for stored in gathered.documents]
    upsert(connection, documents, rows, keep=["seen_at", "met"])
    upsert(connection, items, [item_row(tracked, written) for tracked in gathered.items])
    _record_changes(connection, gathered)


def alone(connection: Connection) -> int:
    """Let nobody else record until the transaction ends; return the number of this recording.

    Numbers are given before the commit: side by side, a reader could see a change and later
    an older number, which "everything after that one" would never return.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        connection.execute(text("LOCK TABLE changes IN SHARE ROW EXCLUSIVE MODE"))
    return newest(connection) + 1


def newest(connection: Connection) -> int:
    """Return the number of the newest recording, 0 when there is none."""
    return max(number or 0 for number in connection.execute(_NEWEST).one())


def record_failure(connection: Connection, source: str, problem: str, at: datetime) -> None:
    """Write that a source failed, since the first failure after its last success.

    One that was never read counts as read, and as empty, when it first failed.
    """
    row = {"name": source, "problem": problem, "failed_since": at}
    never = {"revision": "", "gathered_at": at, "items": 0, "baselined": False}
    failed = insert(connection.dialect, sources).values(**row, **never)
    connection.execute(
        failed.on_conflict_do_update(
            index_elements=[sources.c.name],
            set_={
                "problem": failed.excluded.problem,
                "failed_since": func.coalesce(
                    sources.c.failed_since, failed.excluded.failed_since
                ),
            },
        )
    )


def document_row(stored: StoredDocument, written: int) -> dict[str, Any]:
    """Return the row of a document; `written` is the number of the recording."""
    document = stored.document
    return values(stored, documents) | {
        "path": document.path,
        "series": document.series,
        "document": codec.plain(document),
        "written": written,
        "met": written if stored.met is None else stored.met,
    }


def source_row(state: SourceState) -> dict[str, Any]:
    """Return the row of a source."""
    return values(state, sources) | {"problems": codec.plain(state.problems)}


def item_row(tracked: TrackedItem, written: int) -> dict[str, Any]:
    """Return the row of an item; `written` is the number of the recording."""
    item = tracked.item
    return values(tracked, items) | {
        "item": codec.plain(item),
        "status": item.status.value,
        "due": item.day,
        "written": written,
    }


def _record_changes(connection: Connection, gathered: Gathered) -> None:
    batch = gathered.batch
    name = record_batch(connection, batch, gathered.at) if batch else None
    told = frozenset(batch.changes) if batch else frozenset()
    known = [change.number for change in told if change.number]
    if known:
        again = update(changes).where(changes.c.number.in_(known))
        connection.execute(again.values(batch=name))
    rows = [change_row(found, name if found in told else None) for found in gathered.changes]
    if rows:
        connection.execute(changes.insert(), rows)


def change_row(change: Change, batch: str | None = None) -> dict[str, Any]:
    """Return the row of a change, which the store will number."""
    row = values(change, changes) | values(change.touch, changes) | {"batch": batch}
    del row["number"]
    return row
