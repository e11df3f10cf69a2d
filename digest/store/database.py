"""Connections: how transactions begin on SQLite and PostgreSQL, and how a store is named."""

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Dialect, Engine, Table, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from digest.errors import UsageError
from digest.store.failures import told

if TYPE_CHECKING:  # a dialect is slow to load: only that of the store is
    from sqlalchemy.dialects import postgresql, sqlite

BUSY_SECONDS = 15  # how long a transaction waits for others

# FULL: a message is stored before it is acknowledged, so a commit must outlast a power cut;
# NORMAL keeps the file whole and may lose the newest commits.
_ON_CONNECT = (
    "PRAGMA journal_mode = WAL",  # readers do not wait for the writer
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
)


class Database:
    """One store's address and its connections, opened when first needed.

    Threads may share it; a forked child opens connections of its own.
    """

    def __init__(self, url: str, *, keeps: bool = True) -> None:
        """Open nothing yet.  Without `keeps` all that is written is undone at once."""
        self.url, self._keeps = parsed(url), keeps
        self.name = self.url.render_as_string(hide_password=True)
        # An open SQLite file must not be carried through a fork: the child would believe that
        # it holds its parent's locks.  Nor can two processes talk over one socket.
        os.register_at_fork(before=_closing(weakref.WeakMethod(self.close)))

    @cached_property
    def _engine(self) -> Engine:
        # Parameters are hidden for tokens are among them, and tracebacks end up in logs.
        if self.url.get_backend_name() == "postgresql":
            return create_engine(
                self.url,
                pool_pre_ping=True,
                connect_args={"connect_timeout": BUSY_SECONDS},
                hide_parameters=True,
            )
        patience = {} if "timeout" in self.url.query else {"timeout": BUSY_SECONDS}
        engine = create_engine(
            self.url, max_overflow=-1, connect_args=patience, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    @cached_property
    def _writer(self) -> Engine:
        return self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Begin a transaction that only reads, all of it as it was at its first statement.

        SQLite does so anyway; such a transaction of PostgreSQL fails for nobody.
        """
        with told(self.name), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin a transaction that writes, and commit it; an exception undoes all of it.

        SQLite takes the write lock at once: a transaction that reads first and then wants to
        write fails whenever somebody else wrote in between, however long it would wait.
        """
        with (
            told(self.name),
            self._writer.connect() as connection,
            connection.begin() as transaction,
        ):
            yield connection
            if not self._keeps:
                transaction.rollback()

    def close(self) -> None:
        """Close all connections; the next transaction opens new ones."""
        self.__dict__.pop("_writer", None)
        engine: Engine | None = self.__dict__.pop("_engine", None)
        if engine is not None:
            engine.dispose()


def parsed(url: str) -> URL:
    """Return the address of a store with the driver that we use.

    Raises:
        UsageError: it is neither a SQLite file nor a PostgreSQL database.
    """
    expected = "expected sqlite:////path/to/file or postgresql://user@host/database"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter: a port that is no number
        raise UsageError(f"database: this is no URL; {expected}") from None
    backend = address.get_backend_name()
    if backend == "sqlite" and not (address.database or ":memory:").startswith((":", "file:")):
        return address.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    raise UsageError(f"database: found {address.render_as_string()}; {expected}")


def insert(dialect: Dialect, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that knows ON CONFLICT, in a dialect."""
    if dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table)


def _closing(close: weakref.WeakMethod[Callable[[], None]]) -> Callable[[], None]:
    def before_fork() -> None:
        method = close()
        if method is not None:
            method()

    return before_fork


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in _ON_CONNECT:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """Begin on the driver's own connection: a reply has forty transactions."""
    writes = connection.get_execution_options().get("writes", False)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it is checked out
    try:
        driver.execute(begin)
    except sqlite3.Error as error:
        raise DBAPIError.instance(begin, None, error, sqlite3.Error) from error
