"""How fast messages are offered, over all connections together."""

import asyncio
from dataclasses import dataclass


@dataclass
class Pace:
    """Gives turns, evenly spaced, so that no minute has more of them than it may."""

    per_minute: int | None  # None: a turn whenever one is wanted
    _next: float = 0.0  # by the loop's own time

    async def turn(self) -> None:
        """Return when it is this message's turn."""
        if self.per_minute is None:
            return
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next)
        self._next = mine + 60 / self.per_minute
        await asyncio.sleep(mine - now)
