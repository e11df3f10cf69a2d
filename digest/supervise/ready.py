"""Probes: small questions that show whether a child can be used yet."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from digest.supervise.child import Probe

_PATIENCE_SECONDS = 2.0  # for one answer
Place = tuple[str, int] | Path  # host and port, or a unix socket
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def accepts(*places: Place) -> Probe:
    """Return a probe: every one of these places takes connections."""

    async def probe() -> bool:
        asked = [_asked(partial(_connect, place), b"", b"") for place in places]
        return all(await asyncio.gather(*asked))

    return probe


def answers(host: str, port: int, path: str = "/healthz") -> Probe:
    """Return a probe: an HTTP GET is answered with 200."""
    question = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode()
    return lambda: _asked(partial(_connect, (host, port)), question, b" 200 ")


def pongs(place: Place, password: str = "") -> Probe:
    """Return a probe: a Redis server answers PING, which it does not while it loads."""
    auth = f"AUTH {password}\r\n".encode() if password else b""
    return lambda: _asked(partial(_connect, place), auth + b"PING\r\nQUIT\r\n", b"+PONG")


async def _connect(place: Place) -> Streams:
    if isinstance(place, Path):
        return await asyncio.open_unix_connection(place)
    return await asyncio.open_connection(*place)


async def _asked(
    connect: Callable[[], Awaitable[Streams]], question: bytes, wanted: bytes
) -> bool:
    """Return whether somebody is there and, if asked, says what is wanted."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            reader, writer = await connect()
            with contextlib.closing(writer):
                writer.write(question)
                return not question or wanted in await reader.read(2000)
    except (OSError, TimeoutError):
        return False
