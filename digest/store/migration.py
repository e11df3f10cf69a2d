"""A store is made, and brought up to date, by its migrations; once, whoever comes first."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from digest.errors import Permanent
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
    database = Database(url)
    try:
        bring_up(database)
    finally:
        database.close()


def bring_up(database: Database) -> None:
    """Do what `migrate` says over the connections of a database."""
    _make_file(database)
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
    """Create the file of a SQLite store, readable by nobody else: it holds people's mail."""
    if database.url.get_backend_name() != "sqlite":
        return
    path = Path(str(database.url.database))
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as error:
            raise Permanent(f"store {path} cannot be made: {error.strerror}") from error
