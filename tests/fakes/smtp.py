"""A transport in memory: takes everything, or fails as it is told to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from digest.errors import Transient
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent

Answer = Sent | NotSent
Told = Callable[[Sequence[Answer], Sequence[str]], Collection[str]]


def taken(delivery: Delivery) -> Answer:
    return Sent(delivery.id, "250 2.0.0 ok")


@dataclass
class Postbox:
    """Implements `Transport`; keeps what was offered."""

    answer: Callable[[Delivery], Answer] = taken
    offered: list[Delivery] = field(default_factory=list)
    closed: str = ""  # why nobody answers
    at_once: int = 50
    asked: int = 0  # how often somebody looked whether it is there

    def send(
        self,
        deliveries: Sequence[Delivery],
        told: Told = lambda _, offers: offers,
        more: Callable[[], Sequence[Delivery]] = lambda: (),
    ) -> list[Answer]:
        answers: list[Answer]
        if self.closed:
            answers = [NotSent(d.id, self.closed, False, relay_down=True) for d in deliveries]  # noqa: FBT003
        else:
            ours = told([], [delivery.id for delivery in deliveries])
            offered = [delivery for delivery in deliveries if delivery.id in ours]
            self.offered += offered
            answers = [self.answer(delivery) for delivery in offered]
        told(answers, ())
        rest = () if self.closed else more()
        return answers + (self.send(rest, told, more) if rest else [])

    def greeting(self) -> str:
        self.asked += 1
        if self.closed:
            raise Transient(self.closed)
        return "answers"

    def to(self, person: str) -> list[Delivery]:
        return [d for d in self.offered if d.recipient == person]
