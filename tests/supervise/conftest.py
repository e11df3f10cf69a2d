"""A supervisor as a real process, and a way to find whatever came from it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.supervise.lock import running as recorded

STEADY = "import time; print('ready'); time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STEADY}"
DYING = "import time; print('ready'); time.sleep(0.2); raise SystemExit(3)"
BROKEN = "raise SystemExit(4)"
MUTE = "import time; time.sleep(60)"
POOL = f"import os; os.fork(); {STEADY}"
# It has a daemon that left the group and the session.
FERTILE = f"import os; os.fork() or os.setsid() or os.fork(); {STEADY}"


class Started:
    """A running supervisor, its output so far, and the mark all its processes carry."""

    def __init__(self, state: Path, children: dict[str, dict[str, object]], **patience: float):
        self.state, self.mark, self.seen = state, f"MARK={state}/{time.monotonic_ns()}", ""
        self.known: set[int] = set()
        argv = ["-m", "tests.supervise.run", json.dumps(children), str(state)]
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, *argv, json.dumps(patience)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **dict([self.mark.split("=")])},
            start_new_session=True,
        )

    def until(self, pattern: str) -> str:
        """Read lines until one matches, and return it."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.seen += line.decode()
            if re.search(pattern, line.decode()):
                self.known |= set(self.pids().values())
                return line.decode()
        raise AssertionError(f"{pattern!r} never came:\n{self.seen}")

    def ended(self, seconds: float) -> int:
        """Return the exit code; fails when it takes longer."""
        self.seen += self.process.communicate(timeout=seconds)[0].decode()
        return self.process.returncode

    def pid(self, name: str) -> int:
        """Return the process id of a child."""
        return self.pids()[name]

    def pids(self) -> dict[str, int]:
        """Return the process ids of all children that run, by name."""
        return recorded(self.state)

    def survivors(self, within: float = 0) -> list[int]:
        """Return the processes that are left, once none is or the time is over."""
        deadline = time.monotonic() + within
        while (left := self._left()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return left

    def _left(self) -> list[int]:
        # The broker overwrites its environment, and the mark with it.
        known = {pid for pid in self.known if _lives(pid)}
        return sorted(known | set(_marked(self.mark)))


def _lives(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def _marked(mark: str) -> Iterator[int]:
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in environ.read_bytes().split(b"\0"):
                yield int(environ.parent.name)
        except OSError:
            continue


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Started]]:
    """Start a supervisor: children by name, then its patience."""
    running: list[Started] = []

    def started(children: dict[str, dict[str, object]], **patience: float) -> Started:
        running.append(Started(tmp_path / "state", children, **patience))
        return running[-1]

    yield started
    for each in running:
        each.process.kill()
        each.process.communicate()
        assert each.survivors(within=3) == []
