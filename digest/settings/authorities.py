"""Certificates of authorities that a connection trusts besides the system's."""

import ssl
from pathlib import Path

from digest.settings import values
from digest.settings.table import Table


def authorities(table: Table, base: Path) -> Path | None:
    """Return a file of certificates that are trusted besides the system's."""
    named = table.get("ca_file", values.text, "")
    if not named:
        return None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=base / named)
    except OSError as error:  # ssl's own errors are of this kind too
        told = error.strerror if error.filename or error.errno == 2 else ""  # noqa: PLR2004
        table.bad("ca_file", f"{named!r} {told or 'holds no certificates in PEM'}")
    return base / named
