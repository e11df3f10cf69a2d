"""What `digest PATH` lets a person wait for: its first line, all of it, the past of files."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.frame import Rival, report
from tests.benchmarks.gathering import FEW, write
from tests.benchmarks.history import COMMITS, create

FIRST, ALL, PAST = 3, 15, 60  # seconds


def run() -> bool:
    """Measure the CPU of the command on a thousand files, and on a long history."""
    with tempfile.TemporaryDirectory() as place:
        folder, repository = Path(place) / "docs", Path(place) / "tree"
        write(folder, FEW)
        create(Path(place) / "upstream.git")
        clone = ("git", "clone", "-q", str(Path(place) / "upstream.git"), str(repository))
        subprocess.run(clone, check=True)  # noqa: S603 - our own
        first, whole = _spent(folder, lines=1), _spent(folder)
        past = _spent(repository)
    met = report(
        f"first line of {FEW:,} files", first, "s CPU", Rival("a short wait", FIRST, 1)
    )
    met = report("  and all of it", whole, "s CPU", Rival("a wait", ALL, 1)) and met
    told = f"{COMMITS:,} commits of 300 files"
    return report(told, past, "s CPU", Rival("a minute", PAST, 1)) and met


def _spent(path: Path, *, lines: int = 0) -> float:
    """Return the CPU seconds until the command has told so many lines; 0 for all."""
    words = (sys.executable, "-m", "digest.cli", str(path))
    running = subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603 - our own
    assert running.stdout
    if lines:
        for _ in range(lines):
            running.stdout.readline()
        running.kill()
    running.stdout.read()
    running.stdout.close()
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime
