"""Keeps one child running: starts it in its turn, starts it again, ends it."""

import asyncio
import re
import signal
from collections.abc import Awaitable, Callable, Iterable

from digest.supervise.child import Child, Patience, ending
from digest.supervise.life import Life
from digest.supervise.screen import Screen

_POLL_SECONDS = 0.05
_KILL_SECONDS = 0.5  # a killed process is gone by then, or hangs in the kernel


class Keeper:
    """One child's past and present.  `ready` stays set once it was ready for the first time."""

    def __init__(
        self,
        child: Child,
        screen: Screen,
        patience: Patience,
        *,
        stopping: asyncio.Event,
        held: tuple[int, ...],
        changed: Callable[[], None],
    ) -> None:
        self.child = child
        self.ready = asyncio.Event()
        self.life: Life | None = None
        self._screen, self._patience = screen, patience
        self._stopping, self._held, self._changed = stopping, held, changed

    async def keep(self, needed: Iterable["Keeper"]) -> None:
        """Run the child again and again; return when asked to stop, or to give up."""
        for other in needed:
            if not other.ready.is_set():
                self._screen.progress(self.child.name, f"waiting for {other.child.name}")
            await either(other.ready, self._stopping)
        deaths = 0
        while not self._stopping.is_set():
            began = asyncio.get_running_loop().time()
            how = await self._live()
            if self._stopping.is_set():
                return
            deaths = 1 if since(began) >= self._patience.settled else deaths + 1
            if self._patience.gives_up(deaths, was_ready=self.ready.is_set()):
                self._screen.warn(self.child.name, f"{how}, {deaths} times in a row: giving up")
                return
            pause = self._patience.pause(deaths)
            self._screen.warn(self.child.name, f"{how}: starting it again in {pause:g} s")
            await within(pause, self._stopping.wait())

    async def _live(self) -> str:
        """Run the child once and say how it ended."""
        spoken = asyncio.Event()
        life = Life(lambda line: self._show(line, spoken))
        await life.start(self.child, self._held)
        self.life = life
        if self._stopping.is_set():  # too late to be stopped with the others
            life.signal(signal.SIGKILL)
        watch = asyncio.create_task(self._watch(life, spoken))
        await life.ended()
        watch.cancel()
        self.life = None
        self._changed()
        return ending(life.status())

    def _show(self, line: str, spoken: asyncio.Event) -> None:
        if line.strip() and not (self.child.hush and self.child.hush.search(line)):
            self._screen.line(self.child.name, line)
        if isinstance(self.child.ready, re.Pattern) and self.child.ready.search(line):
            spoken.set()

    async def _watch(self, life: Life, spoken: asyncio.Event) -> None:
        """Wait until the child is ready; kill it when that takes too long."""
        name, patience = self.child.name, self.child.ready_seconds
        began = asyncio.get_running_loop().time()
        self._screen.progress(name, "starting")
        if not await within(patience, self._until_ready(life, spoken)):
            self._screen.warn(name, f"is not ready after {patience:g} s: killing it")
            life.signal(signal.SIGKILL)
            return
        self.ready.set()
        self._changed()
        self._screen.progress(name, f"ready after {since(began) * 1000:,.0f} ms", ready=True)

    async def _until_ready(self, life: Life, spoken: asyncio.Event) -> None:
        await life.begun.wait()
        if isinstance(self.child.ready, re.Pattern):
            await spoken.wait()
            return
        while not await self.child.ready():  # noqa: ASYNC110 - another process sets no event
            await asyncio.sleep(_POLL_SECONDS)

    async def end(
        self, needing: Iterable["Keeper"], *, deadline: float, hurry: asyncio.Event
    ) -> None:
        """Stop the child after those that need it, and kill it when its time is over.

        `deadline` is a time of the loop.  `hurry` kills at once.
        """
        lives = [other.life for other in needing if other.life]
        life = self.life
        for other in lives:
            await other.ended(max(-since(deadline), 0))
        if life is None:
            return
        life.signal(self.child.stop_signal)
        left = min(self.child.stop_seconds, max(-since(deadline), 0))
        await within(left, either(hurry, life.over))
        if not life.over.is_set():
            self._screen.warn(self.child.name, "does not stop: killing it")
            life.signal(signal.SIGKILL)
            await life.ended(_KILL_SECONDS)


def since(then: float) -> float:
    """Return the seconds since a time of the loop; negative when it is still to come."""
    return asyncio.get_running_loop().time() - then


async def either(*events: asyncio.Event) -> None:
    """Wait until one of some events happens."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def within(seconds: float, work: Awaitable[object]) -> bool:
    """Return whether some work was done in time; it is given up when not."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        return False
    return True
