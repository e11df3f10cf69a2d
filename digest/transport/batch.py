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

    def next(self) -> Delivery | None:
        """Return what is to be offered next."""
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

    async def answered(self, answer: Sent | NotSent) -> None:
        """Write down what became of a message, before its connection goes on."""
        self.answers.append(answer)
        if isinstance(answer, NotSent) and not answer.permanent:
            self.put_off += 1
            if self.tired:
                self.trouble = f"puts off one message after the other: {answer.error}"
        else:
            self.put_off = 0
        await self.recorder.record(answer)
