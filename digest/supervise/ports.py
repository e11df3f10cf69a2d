"""Finding a port to listen on, and who has the one that was wanted."""

import contextlib
import errno
import random
import socket
from collections.abc import Collection
from pathlib import Path

from digest.errors import UsageError

_NEXT = 50  # how many ports above the wanted one are tried
# Below those that systems hand out to outgoing connections (Linux from 32768, others from
# 49152): one of these would else take the port before its server is up.
_QUIET = range(20_000, 32_768)


def free_port(
    host: str,
    wanted: int,
    *,
    strict: bool = False,
    option: str = "--port",
    taken: Collection[int] = (),
) -> tuple[int, str | None]:
    """Return the wanted port or the next free one, and then a sentence that says why.

    `taken` are ports promised to somebody who does not listen yet; `wanted` 0 is any.

    Raises:
        UsageError: none is free, or `strict` and the wanted one is not, or `host` is wrong.
    """
    problem = _problem(host, wanted) if wanted not in taken else "is promised already"
    if problem is None:
        return wanted or _any(host, taken), None
    if strict:
        raise UsageError(f"{option} {wanted}: port {wanted} {problem} (choose another one)")
    for port in range(wanted + 1, min(wanted + _NEXT, 65535) + 1):
        if port not in taken and _problem(host, port) is None:
            return port, f"port {wanted} {problem}: using {port}"
    raise UsageError(
        f"port {wanted} {problem}, and the next {_NEXT} are not free (set {option})"
    )


def _problem(host: str, port: int) -> str | None:
    """Return why a port cannot be had, None if it can."""
    try:
        _bind(host, port)
    except (socket.gaierror, OverflowError) as error:
        raise UsageError(f"{host}:{port}: not an address to listen on ({error})") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"is in use by {_holder(port) or 'another program'}"
        if error.errno == errno.EACCES:
            return "may not be used by this user"
        raise UsageError(f"{host}:{port}: cannot listen there ({error.strerror})") from error
    return None


def _bind(host: str, port: int) -> int:
    family, kind, *_, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind) as probe:
        # As the servers do, so that connections just closed are no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen(1)
        return int(probe.getsockname()[1])


def _any(host: str, taken: Collection[int]) -> int:
    for port in random.sample(_QUIET, _NEXT):
        if port not in taken and _problem(host, port) is None:
            return port
    return _bind(host, 0)


def _holder(port: int) -> str | None:
    """Return name and pid of the program that listens, where Linux tells."""
    inodes = {f"socket:[{inode}]" for inode in _listening(port)}
    for link in Path("/proc").glob("[0-9]*/fd/*") if inodes else ():
        with contextlib.suppress(OSError):
            if str(link.readlink()) in inodes:
                program = link.parent.parent
                return f"{(program / 'comm').read_text().strip()} (pid {program.name})"
    return None


def _listening(port: int) -> list[str]:
    found = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                columns = line.split()
                if columns[3] == "0A" and int(columns[1].rpartition(":")[2], 16) == port:
                    found.append(columns[9])
    return found
