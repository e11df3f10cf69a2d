"""A store is made, and brought up to date, by its migrations; once, whoever comes first."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, inspect, text

from digest.errors import Permanent, UsageError, reason
from digest.store.database import Database
from digest.store.schema import HEAD

_LOCK = 0x646967657374  # "digest": the advisory lock of PostgreSQL that migrating takes


def migrate(url: str) -> None:
    """Bring a store to the schema of this version; one that does not exist is made.

    Processes that start together wait for the first, and find nothing left to do.

    Raises:
        UsageError: a newer version of Digest has written this store.
        Transient: it cannot be reached now.
        Permanent: it cannot be written.
    """
    with closing(Database(url)) as database:
        _make_file(database)
        _bring_up(database)


def must_be_current(database: Database) -> None:
    """Look whether a store is one of this version, and change nothing.

    Raises:
        UsageError: there is none yet, or it is of another version.
    """
    if (
        database.url.get_backend_name() == "sqlite"
        and not Path(str(database.url.database)).exists()
    ):
        raise UsageError(f"{database.name}: nothing was gathered yet (run digest gather)")
    with database.reading() as connection:
        if revision(connection) != HEAD:
            told = "it is empty, or another version wrote it last"
            raise UsageError(f"{database.name}: {told} (run digest gather)")


def _bring_up(database: Database) -> None:
    with database.reading() as connection:
        if revision(connection) == HEAD:
            return
    # Imported here because Alembic takes long to load, and almost every start can do without.
    from digest.store.upgrade import upgrade  # noqa: PLC0415

    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        upgrade(connection, database.name, revision(connection))


def revision(connection: Connection) -> str | None:
    """Return the revision of a store's schema, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _make_file(database: Database) -> None:
    """Create the file of a SQLite store, readable by nobody else: it holds people's mail.

    It appears at once and in WAL mode: of processes that switch a file to WAL together, some
    are told that it is locked, however long they would wait.
    """
    if database.url.get_backend_name() != "sqlite":
        return
    path = Path(str(database.url.database))
    try:
        if not path.exists():
            _make(path)
    except (OSError, sqlite3.Error) as error:
        told = reason(error) if isinstance(error, OSError) else error
        hint = " (only Digest's own user may)" if isinstance(error, PermissionError) else ""
        raise Permanent(f"store {path} cannot be made: {told}{hint}") from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent, prefix=".new-") as folder:
        new = Path(folder, path.name)
        new.touch(mode=0o600)
        with closing(sqlite3.connect(new)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):  # somebody else was first
            path.hardlink_to(new)
