"""One life of a child: its guard, its log lines, its end."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from digest.supervise.child import Child

GUARD = Path(__file__).with_name("guard.py")
_LINE_LIMIT = 16_384  # bytes; what is longer is shown in pieces


class Life:
    """A running child.  `pid` is its own, and its process group's; set once it has `begun`."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self.pid: int | None = None
        self.begun, self.over = asyncio.Event(), asyncio.Event()
        self._log = _Lines(on_line)

    async def start(self, child: Child, held: tuple[int, ...]) -> None:
        """Start it under a guard; `held` file descriptors stay open as long as the guard."""
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        self._guard = _guarded(child, held, theirs.fileno(), writing)
        theirs.close()
        os.close(writing)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: self._log, os.fdopen(reading, "rb", 0)
        )
        self._news, self._orders = await asyncio.open_unix_connection(sock=ours)
        self._watch = asyncio.create_task(self._until_over())

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; SIGKILL goes to its whole group."""
        self._orders.write(bytes([number]))

    async def ended(self, within: float | None = None) -> None:
        """Wait for the end, so many seconds at most."""
        await asyncio.wait({self._watch}, timeout=within)

    def status(self) -> int | None:
        """Return its wait status once it has ended; None if its guard died first."""
        return self._watch.result()

    async def _until_over(self) -> int | None:
        status = None
        with contextlib.suppress(ConnectionError):
            async for line in self._news:
                word, _, number = line.partition(b" ")
                if word == b"pid":
                    self.pid = int(number)
                    self.begun.set()
                else:
                    status = int(number)
        if status is None and self.pid:  # the guard was killed, and its child with it
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        self._orders.close()
        self._guard.wait()
        await asyncio.wait({self._log.closed}, timeout=0.5)
        self.over.set()
        return status


def _guarded(
    child: Child, held: tuple[int, ...], orders: int, log: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own command lines
        [sys.executable, "-I", "-S", str(GUARD), *child.argv],
        stdin=orders,
        stdout=log,
        stderr=log,
        env={**os.environ, **child.env},
        start_new_session=True,
        pass_fds=held,
    )


class _Lines(asyncio.Protocol):
    """Cuts what a pipe brings into lines."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self._on_line = on_line
        self._rest = b""
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def data_received(self, arrived: bytes) -> None:
        *lines, self._rest = (self._rest + arrived).split(b"\n")
        if len(self._rest) > _LINE_LIMIT:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._on_line(line.decode(errors="replace").rstrip("\r"))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        if self._rest:
            self._on_line(self._rest.decode(errors="replace"))
        if not self.closed.done():
            self.closed.set_result(None)
