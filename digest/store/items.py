"""What the documents say, and its memory, read from the store."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, select

from digest.model.change import Change, Touch, TrackedItem
from digest.model.document import Document
from digest.model.item import ActionItem
from digest.model.ledger import Gathered, SourceState, StoredDocument
from digest.store import codec, gathers
from digest.store.rows import Room, among, build
from digest.store.schema import changes, documents, items, sources


class SqlItems(Room):
    """`digest.ports.Items` over SQL."""

    def sources(self) -> dict[str, SourceState]:
        """Return what is known of every source, by name."""
        with self.database.reading() as connection:
            rows = connection.execute(select(sources).order_by(sources.c.name)).mappings()
            return {row["name"]: build(SourceState, row) for row in rows}

    def versions(self, source: str) -> dict[str, str]:
        """Return path to version of every document known of a source."""
        query = select(documents.c.path, documents.c.version)
        with self.database.reading() as connection:
            found = connection.execute(query.where(documents.c.source == source))
            return {row.path: row.version for row in found}

    def documents(
        self, source: str | None = None, paths: Sequence[str] | None = None
    ) -> list[StoredDocument]:
        """Return documents, of one source, of some paths, or all; ordered by both."""
        query = select(documents)
        if source is not None:
            query = query.where(documents.c.source == source)
        with self.database.reading() as connection:
            rows = among(connection, query, documents.c.path, paths)
        return [_document(row) for row in sorted(rows, key=lambda r: (r["source"], r["path"]))]

    def tracked(
        self,
        source: str | None = None,
        *,
        streams: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[TrackedItem]:
        """Return items, withdrawn ones too, ordered by id."""
        query = select(items)
        if source is not None:
            query = query.where(items.c.source == source)
        column, wanted = (items.c.stream, streams) if ids is None else (items.c.id, ids)
        with self.database.reading() as connection:
            rows = among(connection, query, column, wanted)
        kept = None if streams is None else frozenset(streams)
        return [
            build(TrackedItem, row, item=codec.read(ActionItem, row["item"]))
            for row in sorted(rows, key=lambda r: str(r["id"]))
            if kept is None or row["stream"] in kept
        ]

    def record_gather(self, gathered: Gathered) -> None:
        """Record everything one gather found, numbering its changes."""
        with self.database.writing() as connection:
            gathers.record(connection, gathered)

    def record_failure(self, source: str, problem: str, at: datetime) -> None:
        """Record that a source could not be read; its last known state stays."""
        with self.database.writing() as connection:
            gathers.record_failure(connection, source, problem, at)

    def changes(
        self, *, after: int = 0, item: str | None = None, news_only: bool = True
    ) -> list[Change]:
        """Return changes numbered above `after`, in order; baseline ones only if asked."""
        query = select(changes).where(changes.c.number > after).order_by(changes.c.number)
        if item is not None:
            query = query.where(changes.c.item_id == item)
        if news_only:
            query = query.where(changes.c.baseline.is_(False))
        with self.database.reading() as connection:
            return [change(row) for row in connection.execute(query).mappings()]

    def last_change(self) -> int:
        """Return the number of the newest change, 0 when there is none."""
        with self.database.reading() as connection:
            return connection.execute(select(func.max(changes.c.number))).scalar() or 0


def change(row: RowMapping) -> Change:
    """Return the change that a row holds."""
    return build(Change, row, touch=build(Touch, row))


def _document(row: RowMapping) -> StoredDocument:
    return build(StoredDocument, row, document=codec.read(Document, row["document"]))
