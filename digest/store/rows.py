"""Rows and values: a column is named as the field it holds, so most of them need no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Compiled,
    Connection,
    CursorResult,
    Dialect,
    Insert,
    RowMapping,
    Select,
    Table,
    UpdateBase,
)

from digest.model.change import Change, Touch
from digest.store.database import Database, insert

T = TypeVar("T")

_AT_ONCE = 5000  # values in one IN; SQLite takes 32,766 parameters in a statement
_COUNTED = {"preserve_rowcount": True}  # else PostgreSQL's driver forgets that of an INSERT


@dataclass(frozen=True)
class Room:
    """A part of the store: it has the database that all parts share."""

    database: Database


def build(kind: type[T], row: RowMapping, **known: object) -> T:
    """Return a value of a row's columns and of what is `known` besides."""
    wanted = _names(kind)  # type: ignore[arg-type]  # a class can be hashed
    return kind(**({name: row[name] for name in row if name in wanted} | known))


@lru_cache(maxsize=128)
def _names(kind: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def change(row: RowMapping) -> Change:
    """Return the change that a row holds."""
    return build(Change, row, touch=build(Touch, row))


def values(value: Any, table: Table) -> dict[str, Any]:
    """Return the fields of a value that have a column."""
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name in table.c}


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: Sequence[str] = (),
) -> None:
    """Insert rows, or bring those that are there up to date, but for columns to `keep`."""
    if rows:
        shape = _Shape(table, tuple(rows[0]), connection.dialect, len(rows) > 1)
        _run(connection, _upserting(shape, tuple(keep)), rows)


def add(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False, and nothing done, when one of its unique keys is taken."""
    adding = _adding(_Shape(table, tuple(row), connection.dialect, several=False))
    return _run(connection, adding, row).rowcount == 1


def add_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of the rows whose unique keys are free."""
    if rows:
        shape = _Shape(table, tuple(rows[0]), connection.dialect, len(rows) > 1)
        _run(connection, _adding(shape), rows)


def _run(connection: Connection, made: Compiled, rows: Any) -> CursorResult[Any]:
    # It takes them, but its types do not say so.
    return connection.execute(made, rows, execution_options=_COUNTED)  # type: ignore[call-overload,no-any-return]


@dataclass(frozen=True)
class _Shape:
    """What an INSERT is compiled for.

    SQLAlchemy 2.0 keeps no compiled statement that has ON CONFLICT: to write a note, making
    its words again took twice as long as running them.
    """

    table: Table
    names: tuple[str, ...]  # of columns
    dialect: Dialect
    several: bool

    def compiled(self, statement: Insert) -> Compiled:
        return statement.compile(
            dialect=self.dialect, column_keys=list(self.names), for_executemany=self.several
        )


@lru_cache(maxsize=128)
def _upserting(shape: _Shape, keep: tuple[str, ...]) -> Compiled:
    statement = insert(shape.dialect, shape.table)
    newer = {
        column.name: statement.excluded[column.name]
        for column in shape.table.c
        if not column.primary_key and column.name not in keep
    }
    keys = list(shape.table.primary_key)
    return shape.compiled(statement.on_conflict_do_update(index_elements=keys, set_=newer))


@lru_cache(maxsize=128)
def _adding(shape: _Shape) -> Compiled:
    return shape.compiled(insert(shape.dialect, shape.table).on_conflict_do_nothing())


def written(
    connection: Connection,
    statement: UpdateBase,
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> int:
    """Run a statement, once or for each of some rows, and return how many it wrote."""
    return connection.execute(statement, rows, execution_options=_COUNTED).rowcount


def among(
    connection: Connection,
    query: Select[Any],
    column: Column[str],
    wanted: Sequence[str] | None,
) -> list[RowMapping]:
    """Return the rows whose column is one of those wanted; None: all rows."""
    if wanted is None:
        return list(connection.execute(query).mappings())
    found: list[RowMapping] = []
    once = list(dict.fromkeys(wanted))
    for start in range(0, len(once), _AT_ONCE):
        part = query.where(column.in_(once[start : start + _AT_ONCE]))
        found += connection.execute(part).mappings()
    return found
