"""What a server said, and what it is offered next, written down before a connection goes on."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent

# Writes down answers, and which messages are offered now; returns those of them that may be.
Told = Callable[[Sequence[Sent | NotSent], Sequence[str]], Collection[str]]
_SECONDS = 0.005  # that one connection waits for the others: a disk takes longer for each


@dataclass(frozen=True)
class _Entry:
    """What one connection has to say."""

    answer: Sent | NotSent | None
    offer: str  # id of what it offers next, or nothing
    written: asyncio.Future[bool]


class Recorder:
    """Tells in groups: of all connections at once, or of those that are ready soon.

    One transaction says what became of a message and which one its connection has next, so a
    process that is killed leaves one message in doubt for each connection, no more, and the
    ledger knows which.  Writing holds up the loop on purpose: nobody could go on before it is
    done.
    """

    def __init__(self, told: Told) -> None:
        self._told, self._connections = told, 0
        self._waiting: list[_Entry] = []
        self._timer: asyncio.TimerHandle | None = None

    def join(self) -> None:
        """Count a connection in: what it says is worth waiting for."""
        self._connections += 1

    def leave(self) -> None:
        """Count a connection out."""
        self._connections -= 1
        self._write_if_all()

    async def record(self, answer: Sent | NotSent | None, then: Delivery | None) -> bool:
        """Return, once both are written down, whether what is next may be offered.

        Raises what kept them from being written.
        """
        loop = asyncio.get_running_loop()
        entry = _Entry(answer, then.id if then else "", loop.create_future())
        self._waiting.append(entry)
        if self._timer is None:
            self._timer = loop.call_later(_SECONDS, self._write)
        self._write_if_all()
        return await entry.written

    def _write_if_all(self) -> None:
        if self._waiting and len(self._waiting) >= self._connections:
            self._write()

    def _write(self) -> None:
        if self._timer:
            self._timer.cancel()
        group, self._waiting, self._timer = self._waiting, [], None
        open_ = [entry for entry in group if not entry.written.cancelled()]
        try:
            ours = self._told(
                [entry.answer for entry in group if entry.answer],
                [entry.offer for entry in open_ if entry.offer],
            )
        except Exception as error:  # noqa: BLE001 - for whoever waits, each of them
            for entry in open_:
                entry.written.set_exception(error)
        else:
            for entry in open_:
                entry.written.set_result(entry.offer in ours)
