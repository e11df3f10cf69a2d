"""Messages that are offered together, by some connections at once."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.pace import Pace
from digest.transport.recorder import Recorder

_ENOUGH = 10  # messages put off one after the other: the relay wants a rest, not these later


@dataclass
class Batch:
    """What still waits, and what was answered."""

    waiting: deque[Delivery]
    recorder: Recorder
    pace: Pace
    more: Callable[[], Sequence[Delivery]]  # what is to be offered next; nothing: it is all
    answers: list[Sent | NotSent] = field(default_factory=list)
    trouble: str = ""  # why the last connection ended
    put_off: int = 0  # messages since the last one that was taken

    async def next(self, answer: Sent | NotSent | None = None) -> Delivery | None:
        """Write down what a connection was answered, and return what it offers next.

        That it is offered is written down as well: in the same moment where something waits
        for nothing but a connection, else when it is its turn.
        """
        if answer:
            self._count(answer)
        ready = self.waiting.popleft() if self._hasty else None
        if (answer or ready) and await self.recorder.record(answer, ready):
            return ready
        while delivery := self._due():
            await self.pace.turn()
            if await self.recorder.record(None, delivery):
                return delivery
        return None

    @property
    def _hasty(self) -> bool:
        return bool(self.waiting) and self.pace.per_minute is None and not self.tired

    def _due(self) -> Delivery | None:
        if not self.waiting and not self.trouble:
            self.waiting.extend(self.more())
        return self.waiting.popleft() if self.waiting and not self.tired else None

    @property
    def tired(self) -> bool:
        """Return whether the relay puts off whatever it is offered."""
        return self.put_off >= _ENOUGH

    def give_back(self, delivery: Delivery, trouble: str) -> None:
        """Let another connection have a message; without any, it was not offered."""
        self.waiting.appendleft(delivery)
        self.trouble = trouble

    def _count(self, answer: Sent | NotSent) -> None:
        self.answers.append(answer)
        if isinstance(answer, NotSent) and not answer.permanent:
            self.put_off += 1
            if self.tired:
                self.trouble = f"puts off one message after the other: {answer.error}"
        else:
            self.put_off = 0
