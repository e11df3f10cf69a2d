"""What the documents say, and its memory, read from the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from digest.errors import Problem
from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.document import Document
from digest.model.item import ActionItem
from digest.model.ledger import Gathered, SourceState, StoredDocument
from digest.ports import Contents, Recorded
from digest.store import codec, gathers
from digest.store.rows import Room, among, build, change
from digest.store.schema import changes, documents, items, sources

_THERE = documents.c.removed_at.is_(None)


class SqlItems(Room):
    """`digest.ports.Items` over SQL, but for leases."""

    def sources(self) -> dict[str, SourceState]:
        """Return what is known of every source, by name."""
        with self.database.reading() as connection:
            return _sources(connection)

    def versions(self, source: str) -> dict[str, str]:
        """Return path to version of every document that is there, of a source."""
        query = select(documents.c.path, documents.c.version)
        with self.database.reading() as connection:
            found = connection.execute(query.where(documents.c.source == source, _THERE))
            return dict(found.tuples().all())

    def documents(
        self,
        source: str | None = None,
        paths: Sequence[str] | None = None,
        *,
        series: str | None = None,
        removed: bool = False,
    ) -> list[StoredDocument]:
        """Return documents, of a source, paths, a series, or all; removed ones if asked.

        They are ordered by source and path.
        """
        query = select(documents) if removed else select(documents).where(_THERE)
        if source is not None:
            query = query.where(documents.c.source == source)
        if series is not None:
            query = query.where(documents.c.series == series)
        with self.database.reading() as connection:
            return _documents(among(connection, query, documents.c.path, paths))

    def tracked(
        self,
        source: str | None = None,
        *,
        streams: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
        withdrawn_since: datetime | None = None,
    ) -> list[TrackedItem]:
        """Return items, withdrawn ones too, ordered by id."""
        query = select(items)
        if source is not None:
            query = query.where(items.c.source == source)
        if withdrawn_since is not None:
            query = query.where(items.c.withdrawn_at >= withdrawn_since)
        column, wanted = (items.c.stream, streams) if ids is None else (items.c.id, ids)
        with self.database.reading() as connection:
            found = tracked_of(among(connection, query, column, wanted))
        kept = None if streams is None else frozenset(streams)
        return [one for one in found if kept is None or one.stream in kept]

    def contents(self, *, after: int = 0) -> Contents:
        """Return everything known at one moment, and the news numbered above `after`."""
        with self.database.reading() as connection:
            tracked = list(connection.execute(select(items)).mappings())
            stored = list(connection.execute(select(documents)).mappings())
            known, through = _sources(connection), _newest(connection)
            recorded = gathers.newest(connection)
            news = _changes(connection, _numbered(after, news_only=True))
        return Contents(
            items=tuple(tracked_of(tracked)),
            documents=tuple(_documents(stored)),
            sources=known,
            changes=tuple(news),
            through=through,
            recorded=recorded,
        )

    def recorded(self, after: int) -> Recorded:
        """Return what was written by recordings numbered above `after`; all where it is -1."""
        with self.database.reading() as connection:
            newest = gathers.newest(connection)
            if newest <= after:
                return Recorded((), (), newest)
            tracked = connection.execute(select(items).where(items.c.written > after))
            found = list(tracked.mappings())
            stored = connection.execute(select(documents).where(documents.c.written > after))
            of_documents = _documents(list(stored.mappings()))
            return Recorded(tuple(tracked_of(found)), tuple(of_documents), newest)

    def record_gather(self, gathered: Gathered) -> None:
        """Record everything one gather found, numbering its changes.

        Raises:
            Transient: the lease of the source is not its owner's; nothing is recorded.
        """
        with self.database.writing() as connection:
            gathers.record(connection, gathered)

    def record_failure(self, source: str, problem: str, at: datetime) -> None:
        """Record that a source could not be read; its last known state stays."""
        with self.database.writing() as connection:
            gathers.record_failure(connection, source, problem, at)

    def changes(
        self,
        *,
        after: int = 0,
        item: str | None = None,
        kind: ChangeKind | None = None,
        since: datetime | None = None,
        news_only: bool = True,
    ) -> list[Change]:
        """Return changes numbered above `after`, in order; baseline ones only if asked."""
        query = _numbered(after, news_only=news_only)
        if item is not None:
            query = query.where(changes.c.item_id == item)
        if kind is not None:
            query = query.where(changes.c.kind == kind)
        if since is not None:
            query = query.where(changes.c.at >= since)
        with self.database.reading() as connection:
            return _changes(connection, query)

    def last_change(self) -> int:
        """Return the number of the newest change, 0 when there is none."""
        with self.database.reading() as connection:
            return _newest(connection)


def _sources(connection: Connection) -> dict[str, SourceState]:
    rows = connection.execute(select(sources).order_by(sources.c.name)).mappings()
    return {
        row["name"]: build(
            SourceState, row, problems=codec.read(tuple[Problem, ...], row["problems"])
        )
        for row in rows
    }


def _numbered(after: int, *, news_only: bool) -> Select[Any]:
    query = select(changes).where(changes.c.number > after).order_by(changes.c.number)
    return query.where(changes.c.baseline.is_(False)) if news_only else query


def _changes(connection: Connection, query: Select[Any]) -> list[Change]:
    return [change(row) for row in connection.execute(query).mappings()]


def _newest(connection: Connection) -> int:
    return connection.execute(select(func.max(changes.c.number))).scalar() or 0


def tracked_of(rows: Sequence[RowMapping]) -> list[TrackedItem]:
    """Return the items that rows hold, ordered by id."""
    return [
        build(TrackedItem, row, item=codec.read(ActionItem, row["item"]))
        for row in sorted(rows, key=lambda r: str(r["id"]))
    ]


def stored_of(row: RowMapping) -> StoredDocument:
    """Return the document that a row holds."""
    return build(StoredDocument, row, document=codec.read(Document, row["document"]))


def _documents(rows: Sequence[RowMapping]) -> list[StoredDocument]:
    return [stored_of(row) for row in sorted(rows, key=lambda r: (r["source"], r["path"]))]
