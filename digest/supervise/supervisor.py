"""Runs several children together: the order of starting and stopping, and the signals."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterable
from graphlib import TopologicalSorter
from pathlib import Path

from digest.supervise.child import Child, Patience
from digest.supervise.keeper import Keeper, since
from digest.supervise.lock import write_record
from digest.supervise.screen import Screen


class Supervisor:
    """Runs children until it is asked to stop or cannot keep one of them up.

    `state` is where the record of process ids is kept; `held` file descriptors (the lock on
    it) stay open until the last guard is gone.
    """

    def __init__(
        self,
        children: Iterable[Child],
        *,
        screen: Screen,
        state: Path,
        on_ready: Callable[[], None] = lambda: None,
        patience: Patience | None = None,
        held: tuple[int, ...] = (),
    ) -> None:
        self._screen, self._state, self._on_ready = screen, state, on_ready
        self._patience = patience or Patience()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping, self._hurry = asyncio.Event(), asyncio.Event()
        self._keepers = {
            child.name: Keeper(
                child,
                screen,
                self._patience,
                stopping=self._stopping,
                held=held,
                changed=self._record,
            )
            for child in children
        }
        TopologicalSorter({n: k.child.after for n, k in self._keepers.items()}).prepare()

    def run(self) -> int:
        """Run until asked to stop (0), or until a child cannot be kept up (1).

        The first SIGINT, SIGTERM or SIGHUP stops everything in order, the second kills.
        """
        code = 1
        try:
            code = asyncio.run(self._run())
        finally:
            write_record(self._state, {})
            if not self._screen.close():
                os._exit(code)  # nobody reads our output: an exit that flushes never ends
        return code

    def stop(self) -> None:
        """Ask for the end; may be called from any thread, twice means at once."""
        if self._loop is None:
            self._stopping.set()
            return
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._asked)

    async def _run(self) -> int:
        self._loop = asyncio.get_running_loop()
        self._listen(self._loop)
        everyone = asyncio.create_task(self._announce())
        keeping = [
            asyncio.create_task(keeper.keep([self._keepers[n] for n in keeper.child.after]))
            for keeper in self._keepers.values()
        ]
        asked = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({asked, *keeping}, return_when=asyncio.FIRST_COMPLETED)
        code = 0 if self._stopping.is_set() else 1
        self._stopping.set()
        everyone.cancel()
        await self._end_all()
        await asyncio.wait(keeping, timeout=1)
        for bug in (task.exception() for task in keeping if task.done()):
            if bug:
                raise bug
        return code

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
                loop.add_signal_handler(number, self._asked)
        if os.getpid() == 1:  # a container's first process inherits everybody's orphans
            loop.add_signal_handler(signal.SIGCHLD, _reap)

    def _asked(self) -> None:
        if self._stopping.is_set():
            self._hurry.set()
        else:
            self._screen.started()
            self._screen.say("digest", "stopping (ask again to kill at once)")
        self._stopping.set()

    async def _announce(self) -> None:
        began = asyncio.get_running_loop().time()
        for keeper in self._keepers.values():
            await keeper.ready.wait()
        self._screen.started()
        self._screen.say("digest", f"all ready after {since(began) * 1000:,.0f} ms")
        self._on_ready()

    def _record(self) -> None:
        lives = {name: keeper.life for name, keeper in self._keepers.items()}
        write_record(
            self._state, {n: life.pid for n, life in lives.items() if life and life.pid}
        )

    async def _end_all(self) -> None:
        deadline = asyncio.get_running_loop().time() + self._patience.stop
        ends = (
            keeper.end(self._needing(name), deadline=deadline, hurry=self._hurry)
            for name, keeper in self._keepers.items()
        )
        await asyncio.gather(*ends)

    def _needing(self, name: str) -> list[Keeper]:
        return [k for k in self._keepers.values() if name in k.child.after]


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
