"""What a person sees: log lines with names, and the progress of a start."""

import contextlib
import os
import queue
import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from digest.clock import SystemClock
from digest.logs.choice import Form
from digest.supervise.lines import as_json

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

_COLOURS = (36, 33, 35, 32, 34, 31)  # ANSI; in the order of the names
_QUEUE = 10_000  # lines; more are dropped and counted
# Foreign text must not drive the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class Screen:
    """Writes from a thread of its own, so that a paused terminal stops nobody's work."""

    def __init__(self, out: TextIO, names: Sequence[str], *, form: Form = Form.TEXT) -> None:
        self._out, self._names, self._form = out, tuple(names), form
        self._width = max(map(len, (*names, "digest")))
        shows = out.isatty() and form is Form.TEXT
        self._terminal = shows and os.environ.get("TERM") != "dumb"
        self._colour = self._terminal and not os.environ.get("NO_COLOR")
        self._started = time.monotonic()
        self._states: dict[str, tuple[str, bool]] = {}
        self._live: Live | None = None
        self._dropped = 0
        self._queue: queue.Queue[Callable[[], None] | None] = queue.Queue(_QUEUE)
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()
        if self._terminal:
            self._put(self._open_live)

    def line(self, name: str, text: str) -> None:
        """Show a line of a child's log."""
        self._put(lambda: self._print(name, "|", text))

    def say(self, name: str, text: str) -> None:
        """Show what the supervisor has to say about a child."""
        self._put(lambda: self._print(name, "*", text))

    def warn(self, name: str, text: str) -> None:
        """Show what went wrong with a child."""
        self._put(lambda: self._print(name, "*", text, level="warning"))

    def progress(self, name: str, text: str, *, ready: bool = False) -> None:
        """Show how far the start of a child is."""

        def show() -> None:
            self._states[name] = (text, ready)
            if self._live is None:
                self._print(name, "*", text)

        self._put(show)

    def started(self) -> None:
        """End the display of progress, leaving what it showed."""
        self._put(self._close_live)

    def close(self) -> bool:
        """Write what is left, as far as the terminal takes it; False when it takes nothing.

        Then an ordinary exit would wait for ever to flush.
        """
        self._put(self._close_live)
        with contextlib.suppress(queue.Full):
            self._queue.put_nowait(None)
        self._writer.join(timeout=0.5)
        return not self._writer.is_alive()

    def _put(self, write: Callable[[], None]) -> None:
        try:
            self._queue.put_nowait(write)
        except queue.Full:
            self._dropped += 1

    def _write(self) -> None:
        while write := self._queue.get():
            # Whoever read our output is gone: the children are not, so go on without.
            with contextlib.suppress(OSError, ValueError):
                write()
                if self._dropped and self._queue.empty():
                    dropped, self._dropped = self._dropped, 0
                    self._print("digest", "*", f"{dropped} log lines were too many to show")
                self._out.flush()

    def _print(self, name: str, mark: str, text: str, *, level: str = "info") -> None:
        head = f"{name:<{self._width}} {mark}"
        if self._colour and name in self._names:
            colour = _COLOURS[self._names.index(name) % len(_COLOURS)]
            head = f"\x1b[{colour}m{head}\x1b[0m"
        line = self._encodable(f"{head} {_CONTROL.sub('�', text)}")
        if self._form is Form.JSON:
            line = self._encodable(as_json(name, text, SystemClock().machine(), level))
        if self._live is None:
            self._out.write(f"{line}\n")
            return
        from rich.text import Text  # noqa: PLC0415 - only a terminal pays for it

        self._live.console.print(Text.from_ansi(line), soft_wrap=True)

    def _encodable(self, line: str) -> str:
        encoding = self._out.encoding or "utf-8"
        return line.encode(encoding, "replace").decode(encoding)

    def _open_live(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
        from rich.live import Live  # noqa: PLC0415

        console = Console(file=self._out, highlight=False)
        self._live = Live(console=console, get_renderable=self._table, refresh_per_second=8)
        self._live.start()

    def _close_live(self) -> None:
        if self._live:
            self._live.stop()
            self._live = None

    def _table(self) -> "Table":
        from rich.table import Table  # noqa: PLC0415 - only a terminal pays for it

        table = Table.grid(padding=(0, 2))
        waited = f"{time.monotonic() - self._started:.1f} s"
        for name in filter(self._states.__contains__, self._names):
            text, ready = self._states[name]
            mark = "[green]✓[/]" if ready else "[yellow]…[/]"
            table.add_row(mark, name, text if ready else f"{text} ({waited})")
        return table
