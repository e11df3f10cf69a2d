"""Walk through the loop over the same real sockets as a person would, and say what was seen."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from digest.demo import walk
from digest.demo.running import Running
from digest.errors import DigestError

STEPS: tuple[tuple[str, Callable[[Running], str]], ...] = (
    ("start", walk.start),
    ("gather", walk.gathered),
    ("digest delivered", walk.digest_delivered),
    ("calendar", walk.calendar),
    ("reply changes one cell", walk.reply),
    ("receipt delivered", walk.receipt),
    ("forged reply held", walk.forged),
    ("delay notice", walk.delay),
    ("worker killed in the middle", walk.worker_killed),
    ("a week passes", walk.week),
    ("clean stop", walk.stop),
)


@dataclass
class _Report:
    began: float = field(default_factory=time.monotonic)
    failed: str = ""


def check(root: Path, *, port: int | None, of: Path | None = None) -> int:
    """Run every step on a fresh demo under `root`; return 0 only if all of it held."""
    report = _Report()
    running = Running(root, port, of)
    try:
        for name, step in STEPS:
            _step(name, step, running, report)
            if report.failed:
                break
    finally:
        running.kill()
    seconds = time.monotonic() - report.began
    if report.failed:
        _say(f"FAIL {report.failed} (after {seconds:.1f} s); the log: {running.log}")
        _say(running.last_lines())
        return 1
    running.log.unlink(missing_ok=True)
    _say(f"all of it held, in {seconds:.1f} s")
    return 0


def _step(name: str, step: Callable[[Running], str], running: Running, report: _Report) -> None:
    began = time.monotonic()
    try:
        seen = step(running)
    except DigestError as error:
        report.failed = f"{name}: {error}"
        return
    _say(f"ok   {name:<28} {time.monotonic() - began:5.1f} s  {seen}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}{os.linesep}")
    sys.stdout.flush()
