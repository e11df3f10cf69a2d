"""Where a server listens: a TCP port or a unix socket."""

import asyncio
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Address:
    """Where to listen: a host and a port (0: any free one), or a unix socket."""

    host: str = "127.0.0.1"
    port: int = 0
    path: Path | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else f"{self.host}:{self.port}"


async def listen(
    address: Address, session: Callable[[], asyncio.BaseProtocol]
) -> asyncio.Server:
    """Listen; a unix socket may be used by our user and group.

    Raises:
        OSError: the address is in use or may not be listened on.
    """
    loop = asyncio.get_running_loop()
    if address.path is None:
        return await loop.create_server(session, address.host, address.port, backlog=100)
    _clear(address.path)
    server = await loop.create_unix_server(session, str(address.path), backlog=100)
    address.path.chmod(0o660)
    return server


def _clear(path: Path) -> None:
    """Remove a socket nobody listens on any more; anything else there is an error."""
    if not path.exists() or not stat.S_ISSOCK(path.stat().st_mode):
        return
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex(str(path)):
            path.unlink(missing_ok=True)


def bound(wanted: Address, server: asyncio.Server) -> Address:
    """Return the address in use, with the port that was given to port 0."""
    if wanted.path:
        return wanted
    name = server.sockets[0].getsockname()
    return Address(str(name[0]), int(name[1]))
