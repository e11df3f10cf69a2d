"""Alembic, run over a connection that somebody else has locked."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from digest.errors import UsageError
from digest.store.schema import HEAD

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, name: str, found: str | None) -> None:
    """Run the migrations that a store of revision `found` lacks.

    Raises:
        UsageError: the store was written by a newer version.
    """
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if found and not _known(config, found):
        raise UsageError(
            f"store {name}: its schema is {found}, newer than {HEAD}, the newest that this"
            " version of Digest knows; install the version that wrote it, or restore a backup"
        )
    command.upgrade(config, "head")


def _known(config: Config, wanted: str) -> bool:
    try:
        return ScriptDirectory.from_config(config).get_revision(wanted) is not None
    except CommandError:
        return False
