"""A whole store copied into an empty one, of the same kind of database or of the other."""

from collections.abc import Mapping
from contextlib import closing

from sqlalchemy import Connection, Table, func, select, text

from digest.errors import Permanent, UsageError
from digest.store.database import Database
from digest.store.migration import migrate
from digest.store.schema import leases, metadata

_AT_ONCE = 500  # rows, of which each may hold a mail
_TABLES = tuple(table for table in metadata.sorted_tables if table is not leases)


def copy_store(source: str, target: str) -> Mapping[str, int]:
    """Copy all of a store as it is at one moment; return how many rows each table has.

    Both are brought up to date first.  Whoever works on the source is not held up.

    Raises:
        UsageError: the target holds something already, or one is of a newer version.
        Transient: one of them cannot be reached now.
        Permanent: the target cannot be written.
    """
    migrate(source)
    migrate(target)
    with closing(Database(source)) as old, closing(Database(target)) as new:
        with old.reading() as reading, new.writing() as writing:
            _must_be_empty(writing, new.name)
            counted = {table.name: _copy(reading, writing, table) for table in _TABLES}
            _go_on_counting(writing)
        with new.reading() as reading:
            if _rows(reading) != counted:
                raise Permanent(f"store {new.name}: does not hold what was written to it")
    return counted


def rows_of(url: str) -> Mapping[str, int]:
    """Return how many rows each table of a store has."""
    with closing(Database(url)) as database, database.reading() as connection:
        return _rows(connection)


def _rows(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in _TABLES
    }


def _must_be_empty(connection: Connection, name: str) -> None:
    held = [table for table, rows in _rows(connection).items() if rows]
    if held:
        raise UsageError(
            f"store {name}: is not empty ({', '.join(held)}), and nothing is overwritten"
            " (name another, or move it away)"
        )


def _copy(reading: Connection, writing: Connection, table: Table) -> int:
    every = select(table).order_by(*table.primary_key)
    found = reading.execution_options(yield_per=_AT_ONCE).execute(every)
    copied = 0
    for part in found.mappings().partitions(_AT_ONCE):
        writing.execute(table.insert(), [dict(row) for row in part])
        copied += len(part)
    return copied


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number what comes after what was copied; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in _TABLES:
        if "number" in table.c:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'),"  # noqa: S608
                    f" (SELECT coalesce(max(number), 0) + 1 FROM {table.name}), false)"
                )
            )
