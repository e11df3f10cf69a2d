"""Rows and values: a column is named as the field it holds, so most of them need no words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, RowMapping, Select, Table, UpdateBase

from digest.model.change import Change, Touch
from digest.store.database import Database, insert

T = TypeVar("T")

_AT_ONCE = 5000  # values in one IN; SQLite takes 32,766 parameters in a statement


@dataclass(frozen=True)
class Room:
    """A part of the store: it has the database that all parts share."""

    database: Database


def build(kind: type[T], row: RowMapping, **known: object) -> T:
    """Return a value of a row's columns and of what is `known` besides."""
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # any dataclass
    return kind(**({name: row[name] for name in row if name in wanted} | known))


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
    if not rows:
        return
    statement = insert(connection, table)
    newer = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if not column.primary_key and column.name not in keep
    }
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=newer),
        rows,
    )


def add(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False, and nothing done, when one of its unique keys is taken."""
    statement = insert(connection, table).values(**row).on_conflict_do_nothing()
    return written(connection, statement) == 1


def add_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of the rows whose unique keys are free."""
    connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def written(connection: Connection, statement: UpdateBase) -> int:
    """Run a statement and return how many rows it wrote."""
    counted = {"preserve_rowcount": True}  # else PostgreSQL's driver forgets that of an INSERT
    return connection.execute(statement, execution_options=counted).rowcount


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
