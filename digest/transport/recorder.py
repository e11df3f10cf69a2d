"""What a server said, written down before its connection goes on."""

import asyncio
from collections.abc import Callable, Sequence

from digest.ports import NotSent, Sent

Told = Callable[[Sequence[Sent | NotSent]], None]  # returns once the answers are written down


class Recorder:
    """Tells answers in groups: those that come while others are written make the next one.

    A process that is killed then leaves one message in doubt for each connection, no more.
    """

    def __init__(self, told: Told) -> None:
        self._told = told
        self._waiting: list[tuple[Sent | NotSent, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, answer: Sent | NotSent) -> None:
        """Return when the answer is written down; raises what kept it from being so."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((answer, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._told, [answer for answer, _ in group])
            except Exception as error:  # noqa: BLE001 - for whoever waits, each of them
                for _, written in group:
                    written.set_exception(error)
            else:
                for _, written in group:
                    written.set_result(None)
        self._writing = None
