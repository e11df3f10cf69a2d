"""Identities written out of the store, and taken into another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, update

from digest.errors import UsageError
from digest.model.change import TrackedItem
from digest.model.ledger import SourceState
from digest.store.gathers import alone, change_row, document_row, item_row, source_row
from digest.store.identities import (
    Handle,
    Identities,
    change_line,
    document_line,
    handle_line,
    head,
    item_line,
    source_line,
)
from digest.store.items import stored_of, tracked_of
from digest.store.rows import Room, add, among, build, change, upsert, values
from digest.store.schema import changes, documents, handles, items, sources

_PLACE = (documents.c.source, documents.c.path)
_LISTED = 10  # contradictions that an error names

_Place = tuple[str, str, int]  # source, path, line


class SqlIdentity(Room):
    """What `digest identity` needs of the store."""

    def identities(self) -> Iterator[str]:
        """Yield the lines of `digest.store.identities`, all as of one moment."""
        with self.database.reading() as connection:
            yield head()
            for row in connection.execute(select(sources).order_by(sources.c.name)).mappings():
                yield source_line(row["name"], row["revision"])
            for row in connection.execute(select(documents).order_by(*_PLACE)).mappings():
                yield document_line(stored_of(row))
            for tracked in tracked_of(list(connection.execute(select(items)).mappings())):
                yield item_line(tracked)
            numbered = select(changes).order_by(changes.c.number)
            for row in connection.execute(numbered).mappings():
                yield change_line(change(row))
            allotted = select(handles).order_by(handles.c.person, handles.c.handle)
            for row in connection.execute(allotted).mappings():
                yield handle_line(build(Handle, row))

    def take(self, told: Identities, *, at: datetime, overwrite: bool = False) -> int:
        """Record what a file says, and return how many items were not known before.

        A source that is new here goes on from where the file left it, as history.  Of one
        that learns anything all documents are read again: they say what is so now.

        Raises:
            UsageError: the store says otherwise, and `overwrite` is not asked for.
        """
        with self.database.writing() as connection:
            written = alone(connection)
            known = _known(connection, told.items)
            rivals = _rivals(connection, told)
            against = [*_otherwise(known, told.items), *_taken(rivals)]
            against += _renumbered(connection, told.handles)
            if against and not overwrite:
                raise UsageError(_refusal(against))
            gone = [replace(rival, withdrawn_at=at) for rival in rivals]
            rows = [item_row(t, written) for t in (*told.items.values(), *gone)]
            upsert(connection, items, rows)
            new = told.items.keys() - known.keys()
            past = [replace(c, baseline=True) for c in told.changes if c.item_id in new]
            if past:
                connection.execute(changes.insert(), [change_row(c) for c in past])
            _number(connection, told.handles)
            learned = {t.source for i, t in told.items.items() if known.get(i) != t}
            _begin(connection, told, learned | {t.source for t in rivals}, (at, written))
        return len(new)


def _known(connection: Connection, wanted: Iterable[str]) -> dict[str, TrackedItem]:
    found = tracked_of(among(connection, select(items), items.c.id, list(wanted)))
    return {tracked.id: tracked for tracked in found}


def _rivals(connection: Connection, told: Identities) -> list[TrackedItem]:
    """Return live items of other ids that stand exactly where the file has one."""
    places = {_place(tracked) for tracked in told.items.values() if tracked.live}
    names = {source for source, _, _ in places}
    live = select(items).where(items.c.withdrawn_at.is_(None))
    found = tracked_of(among(connection, live, items.c.source, sorted(names)))
    return [t for t in found if t.id not in told.items and _place(t) in places]


def _place(tracked: TrackedItem) -> _Place:
    return tracked.source, tracked.path, tracked.item.line


def _otherwise(
    known: Mapping[str, TrackedItem], told: Mapping[str, TrackedItem]
) -> Iterator[str]:
    for id_, tracked in known.items():
        if tracked != told[id_]:
            yield f"{_shown(tracked)} has another history here"


def _taken(rivals: Sequence[TrackedItem]) -> Iterator[str]:
    for rival in rivals:
        yield f"{_shown(rival)} has another id here"


def _shown(tracked: TrackedItem) -> str:
    return f"{tracked.source}: {tracked.path}:{tracked.item.line}"


def _renumbered(connection: Connection, told: Sequence[Handle]) -> Iterator[str]:
    """Yield handles that mean another item, and items that have another handle."""
    people = sorted({one.person for one in told})
    rows = among(connection, select(handles), handles.c.person, people)
    known = [build(Handle, row) for row in rows]
    by_item = {(one.person, one.item_id): one.handle for one in known}
    by_handle = {(one.person, one.handle): one.item_id for one in known}
    for one in told:
        handle = by_item.get((one.person, one.item_id), one.handle)
        item = by_handle.get((one.person, one.handle), one.item_id)
        if (handle, item) != (one.handle, one.item_id):
            yield f"#{one.handle} of {one.person} is another item here"


def _refusal(against: Sequence[str]) -> list[str]:
    more = len(against) - _LISTED
    told = [*against[:_LISTED], *([f"and {more} more"] if more > 0 else [])]
    return [*told, "nothing was imported (--overwrite believes the file)"]


def _number(connection: Connection, told: Sequence[Handle]) -> None:
    """Write handles; whatever stands in their way goes."""
    for one in told:
        same = or_(handles.c.item_id == one.item_id, handles.c.handle == one.handle)
        connection.execute(delete(handles).where(handles.c.person == one.person, same))
    if told:
        connection.execute(handles.insert(), [values(one, handles) for one in told])


def _begin(
    connection: Connection, told: Identities, learned: set[str], when: tuple[datetime, int]
) -> None:
    """Let sources go on, as history: those never read here from where the file left them."""
    rows = connection.execute(select(sources.c.name, sources.c.revision)).tuples()
    read = {name: revision for name, revision in rows if revision}
    names = learned | (told.sources.keys() - read.keys())
    there = select(items.c.source, func.count()).where(items.c.withdrawn_at.is_(None))
    live = dict(connection.execute(there.group_by(items.c.source)).tuples().all())
    begun = [
        SourceState(
            name,
            read.get(name) or told.sources.get(name, ""),
            when[0],
            live.get(name, 0),
            baselined=False,
        )
        for name in sorted(names)
    ]
    upsert(connection, sources, [source_row(state) for state in begun])
    for stored in told.documents:
        if stored.source in names:
            add(connection, documents, document_row(stored, when[1]))
    unread = update(documents).where(documents.c.source.in_(names))
    connection.execute(unread.values(version=""))
