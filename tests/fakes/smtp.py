"""A transport in memory: takes everything, or fails as it is told to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent

Answer = Sent | NotSent


def taken(delivery: Delivery) -> Answer:
    return Sent(delivery.id, "250 2.0.0 ok")


@dataclass
class Postbox:
    """Implements `Transport`; keeps what was offered."""

    answer: Callable[[Delivery], Answer] = taken
    offered: list[Delivery] = field(default_factory=list)

    def send(self, deliveries: Sequence[Delivery]) -> list[Answer]:
        self.offered += deliveries
        return [self.answer(delivery) for delivery in deliveries]

    def to(self, person: str) -> list[Delivery]:
        return [d for d in self.offered if d.recipient == person]
