"""The world outside: sending mail, waking workers, the time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model.ledger import (
    Delivery,
)


@dataclass(frozen=True)
class Sent:
    """What a server said to one message."""

    delivery: str
    reply: str  # e.g. "250 2.0.0 queued"


@dataclass(frozen=True)
class NotSent:
    """Why a message was not taken."""

    delivery: str
    error: str
    permanent: bool  # a 5yz reply to this message
    relay_down: bool = False  # nothing was offered: it counts against no message
    in_doubt: bool = False  # all of it was sent, and the reply to it did not come


class Transport(Protocol):
    """A way to hand messages over."""

    @property
    def at_once(self) -> int:
        """How many messages should wait for their turn."""

    def send(
        self,
        deliveries: Sequence[Delivery],
        told: Callable[[Sequence[Sent | NotSent], Sequence[str]], Collection[str]],
        more: Callable[[], Sequence[Delivery]],
    ) -> list[Sent | NotSent]:
        """Offer every message once, over as few connections as serve; one answer each.

        `told` is given answers as they come, with the ids of the messages that their
        connections offer next, and returns those that may be offered, once all of it is
        written down; only then they are.  When none is left, `more` is asked for others, until
        there are none.
        """

    def greeting(self) -> str:
        """Look whether messages would be taken, offer none, and say who answered.

        Raises:
            Transient: nobody answers, or we are not let in.
        """


class Resolver(Protocol):
    """A way to ask DNS."""

    def __call__(self, name: str, kind: str, /) -> tuple[str, ...]:
        """Return the answers to a question, none where there are none; an MX as "10 host".

        Raises:
            Transient: nobody answers.
        """


class Wake(Protocol):
    """A way to tell a worker that there is something to do; losing a wake costs seconds."""

    def __call__(self, task: str, *ids: str) -> None:
        """Ask for a task by name (`gather`, `publish`, `deliver`, `receive`)."""


class Clock(Protocol):
    """The time: as the service lives it, and as the machine has it."""

    def now(self) -> datetime:
        """Return the service's time, UTC; a demo may have moved it."""

    def machine(self) -> datetime:
        """Return the machine's time, UTC, for leases and retries."""
