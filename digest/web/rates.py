"""How often an address may be asked for."""

from datetime import datetime
from threading import Lock

from digest.ports import Clock

PER_MINUTE = 120  # a client that asks every five minutes is an eager one
_KNOWN = 20_000  # addresses that are counted at once; beyond it all are counted anew
_LONGEST = 254  # characters of an address that tell it from others


class Rates:
    """Counts the requests of the minute that passes, by address.  Threads may share it."""

    def __init__(self, clock: Clock, most: int = PER_MINUTE) -> None:
        self._clock, self._most = clock, most
        self._minute: datetime | None = None
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def beyond(self, address: str) -> int:
        """Count a request; return for how many seconds no other is wanted, 0 where one is."""
        now = self._clock.machine()
        minute, address = now.replace(second=0, microsecond=0), address[:_LONGEST]
        with self._lock:
            if minute != self._minute or len(self._counts) >= _KNOWN:
                self._minute, self._counts = minute, {}
            count = self._counts[address] = self._counts.get(address, 0) + 1
        return 60 - now.second if count > self._most else 0
