"""Whether a mail server listens on this machine."""

import socket
from collections.abc import Sequence

PORTS = (25, 587, 1025)  # the last is where a mail catcher listens, mostly
_SECONDS = 1.0
_READY = b"220"  # RFC 5321 §4.2: service ready


def relay(ports: Sequence[int] = PORTS, host: str = "localhost") -> int | None:
    """Return the first port on which a mail server greets; None where none does."""
    return next((port for port in ports if _greets(host, port)), None)


def _greets(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), _SECONDS) as connection:
            connection.settimeout(_SECONDS)
            return connection.recv(512).startswith(_READY)
    except OSError:
        return False
