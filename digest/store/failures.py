"""What went wrong in a database, said as `Transient` or `Permanent`.

A broken constraint or a wrong statement is a bug and stays what it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from digest.errors import DigestError, Permanent, Transient

# By SQLite's names of result codes, and PostgreSQL's SQLSTATE classes and codes.
_READ_ONLY = ("SQLITE_READONLY", "25006", "42501")
_NO_ROOM = (
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_TRUNCATE",
    "53100",
)  # 53100: PostgreSQL
_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")


@contextmanager
def told(store: str) -> Iterator[None]:
    """Say what went wrong with a store, named by its address without a password."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Transient(f"store {store}: all connections are in use; try again") from error
    except exc.DBAPIError as error:
        deliberate = _named(store, error)
        if deliberate is None:
            raise
        raise deliberate from error


def _named(store: str, error: exc.DBAPIError) -> DigestError | None:
    code, said = _code(error), str(error.orig).strip() or type(error.orig).__name__
    if code.startswith(_READ_ONLY):
        return Permanent(f"store {store} cannot be written: {said}; mend its permissions")
    if code.startswith(_CORRUPT):
        return Permanent(f"store {store} is damaged: {said}; restore it from a backup")
    if code.startswith(_NO_ROOM):
        return Transient(f"store {store} cannot be written: {said} (is the disk full?)")
    if isinstance(error, exc.OperationalError | exc.InterfaceError):
        return Transient(f"store {store} cannot be used now: {said}")
    return None


def _code(error: exc.DBAPIError) -> str:
    """Return the database's own name of an error, empty where it gave none."""
    named = getattr(error.orig, "sqlite_errorname", None) or getattr(
        error.orig, "sqlstate", None
    )
    return str(named or "")
