"""A store is made, and brought up to date, by its migrations; once, whoever comes first."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from digest.errors import Permanent, UsageError
from digest.store.database import Database
from digest.store.schema import HEAD

_SCRIPTS = Path(__file__).with_name("migrations")
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
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        _upgrade(connection, database.name)


def revision(connection: Connection) -> str | None:
    """Return the revision of a store's schema, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection, name: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    found = revision(connection)
    if found and not _known(config, found):
        raise UsageError(
            f"store {name}: its schema is {found}, newer than {HEAD} which this version of"
            " Digest knows; install the version that wrote it, or restore an older backup"
        )
    command.upgrade(config, "head")


def _known(config: Config, wanted: str) -> bool:
    try:
        return ScriptDirectory.from_config(config).get_revision(wanted) is not None
    except CommandError:
        return False


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
