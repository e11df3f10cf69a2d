"""How the service stands, looked at no more often than every few seconds, whoever asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from digest.errors import Transient
from digest.workflow.standing import Standing, look
from digest.workflow.took import Taken, durations
from digest.workflow.world import World

_FRESH = timedelta(seconds=5)


@dataclass(frozen=True)
class Look:
    """What a look found."""

    standing: Standing
    gathers: dict[str, Taken]  # by source
    waiting: int | None  # messages in the broker; None: it does not answer

    @property
    def ready(self) -> bool:
        """Return whether all of it can do its work."""
        standing = self.standing
        return standing.ready and not standing.silent and self.waiting is not None


@dataclass
class Looks:
    """The newest look; `broker` tells how many messages wait there, or raises `Transient`."""

    broker: Callable[[], int]
    lock: Lock = field(default_factory=Lock)
    kept: tuple[datetime, Look] | None = None

    def now(self, world: World) -> Look:
        """Return how the service stands.

        Raises:
            DigestError: the store cannot be asked.
        """
        with self.lock:
            at = world.clock.machine()
            if self.kept is None or not timedelta() <= at - self.kept[0] < _FRESH:
                self.kept = (at, self._look(world))
            return self.kept[1]

    def _look(self, world: World) -> Look:
        return Look(look(world), durations(world), self._waiting())

    def _waiting(self) -> int | None:
        try:
            return self.broker()
        except Transient:
            return None
