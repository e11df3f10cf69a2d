"""Keep a lease while its work lasts: short, so that a dead worker's work is soon taken up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Thread

from digest.errors import Transient
from digest.ports import Clock

LEASE = timedelta(seconds=10)


@contextmanager
def kept(renew: Callable[[datetime], object], clock: Clock) -> Iterator[None]:
    """Renew a lease every few seconds, until the work is done or its process is gone.

    `renew` is told until when, in machine time.  A renewal that fails is tried again at the
    next beat: three may be missed.
    """
    done = Event()

    def beat() -> None:
        while not done.wait(LEASE.total_seconds() / 4):
            with suppress(Transient):
                renew(clock.machine() + LEASE)

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
