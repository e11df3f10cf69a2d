"""What a server said, written down before its connection goes on."""

import asyncio
from collections.abc import Callable, Sequence

from digest.ports import NotSent, Sent

Told = Callable[[Sequence[Sent | NotSent]], None]  # returns once the answers are written down
_SECONDS = 0.005  # that one connection waits for the others: a disk takes longer for each


class Recorder:
    """Tells answers in groups: of all connections at once, or of those that have one soon.

    A process that is killed leaves one message in doubt for each connection, no more.  Writing
    holds up the loop on purpose: nobody could go on before it is done.
    """

    def __init__(self, told: Told) -> None:
        self._told, self._connections = told, 0
        self._waiting: list[tuple[Sent | NotSent, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None

    def join(self) -> None:
        """Count a connection in: its answers are worth waiting for."""
        self._connections += 1

    def leave(self) -> None:
        """Count a connection out."""
        self._connections -= 1
        self._write_if_all()

    async def record(self, answer: Sent | NotSent) -> None:
        """Return when the answer is written down; raises what kept it from being so."""
        loop = asyncio.get_running_loop()
        written = loop.create_future()
        self._waiting.append((answer, written))
        if self._timer is None:
            self._timer = loop.call_later(_SECONDS, self._write)
        self._write_if_all()
        await written

    def _write_if_all(self) -> None:
        if self._waiting and len(self._waiting) >= self._connections:
            self._write()

    def _write(self) -> None:
        if self._timer:
            self._timer.cancel()
        group, self._waiting, self._timer = self._waiting, [], None
        try:
            self._told([answer for answer, _ in group])
        except Exception as error:  # noqa: BLE001 - for whoever waits, each of them
            for _, written in group:
                if not written.cancelled():
                    written.set_exception(error)
        else:
            for _, written in group:
                if not written.cancelled():
                    written.set_result(None)
