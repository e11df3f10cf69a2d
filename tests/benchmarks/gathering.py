"""Gathering 10,000 files: when nothing changed, when one did, and for the first time.

CPU of the whole gather, leases and records in the store included, and of the git processes it
starts.  A folder is compared with a loop that lists and stats the same files and does nothing
else; a repository with `git rev-parse` on the clone, and with what has to be asked of a remote.
A change is compared with what nothing costs and what the same change costs among few files.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from digest.clock import SystemClock
from digest.ports import Source
from digest.sources.folder import FolderSource
from digest.store import open_store
from digest.workflow.gather import gather
from tests.benchmarks.frame import Rival, report
from tests.sources.conftest import sealed
from tests.sources.upstream import SEALED, Upstream
from tests.workflow.company import Company, company

FILES, FEW = 10_000, 1_000
MILLI, MEGA = 1000, 1024
ROUNDS = 7
_TEXT = """# Post-Mortem: Outage {number}

**Date**: 2026-11-02
**Authors**: Mei Tanaka

## Action Items

| Priority | Action | Owner | Due Date | Status |
|---|---|---|---|---|
| P1 | Rotate the keys of host {number} | @priya | 2026-12-0{day} | {status} |
"""


def run() -> bool:
    """Measure a folder, a repository, and the first gather of both."""
    with tempfile.TemporaryDirectory() as place:
        write(Path(place) / "docs", FILES)
        # First, for a process is charged the memory of the one that started it.
        met = _first(Path(place))
        met = _folder(Path(place)) and met
        return _repository(Path(place)) and met


def _document(number: int, status: str = "Not started") -> bytes:
    return _TEXT.format(number=number, day=number % 9 + 1, status=status).encode()


def _path(number: int) -> str:
    return f"team{number % 10}/{number // 100:03}/{number:05}.md"


def write(root: Path, files: int) -> None:
    """Write so many documents into folders of folders."""
    for number in range(files):
        path = root / _path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_document(number))


def _folder(place: Path) -> bool:
    root = place / "docs"
    source = FolderSource("docs", root, clock=SystemClock())
    write(place / "ten", 10)
    time.sleep(2.1)  # what was written this moment is looked at twice
    work = _at_work(place / "folder", source)
    ours, walked = _cpu(partial(gather, work.world, "docs"), partial(_walked, root))
    met = report(
        "folder of 10,000, nothing changed",
        ours * MILLI,
        "ms",
        Rival("walking and stat-ing them", walked * MILLI, 2),
    )

    lone = _at_work(place / "lone", FolderSource("docs", place / "ten", clock=SystemClock()))
    among_few = _changed(lone, partial(_rewritten, place / "ten"))
    changed = _changed(work, partial(_rewritten, root))
    return _one_changed("folder", changed, ours, among_few) and met


def _repository(place: Path) -> bool:
    upstream = Upstream.create(place / "upstream.git")
    upstream.commit({_path(number): _document(number) for number in range(FILES)})
    source = sealed(upstream, place / "clones")
    work = _at_work(place / "git", source)
    clone = place / "clones" / "docs.git"
    ours, asked, parsed = _cpu(
        partial(gather, work.world, "docs"),
        partial(_git, clone, "ls-remote", str(upstream.path), "HEAD", "refs/heads/*"),
        partial(_git, clone, "rev-parse", "--verify", "--quiet", "HEAD"),
    )
    report(
        "git of 10,000, nothing changed",
        ours * MILLI,
        "ms",
        Rival("git rev-parse on the clone", parsed * MILLI),
        Rival("git ls-remote and rev-parse", (asked + parsed) * MILLI),
    )

    few = Upstream.create(place / "few.git")
    few.commit({_path(number): _document(number) for number in range(10)})
    lone = _at_work(place / "lone-git", sealed(few, place / "lone-clones"))
    among_few = _changed(lone, partial(_committed, few))
    changed = _changed(work, partial(_committed, upstream))
    return _one_changed("git", changed, ours, among_few)


def _rewritten(root: Path, number: int) -> None:
    (root / _path(7)).write_bytes(_document(7, "Done" if number % 2 else "Blocked"))


def _committed(upstream: Upstream, number: int) -> None:
    upstream.commit({_path(7): _document(7, "Done" if number % 2 else "Blocked")})


def _one_changed(what: str, changed: float, nothing: float, among_few: float) -> bool:
    both = (nothing + among_few) * MILLI
    told = Rival(f"nothing changed, and one of ten ({among_few * MILLI:.0f} ms)", both, 1)
    return report(f"{what} of 10,000, one changed", changed * MILLI, "ms", told)


def _first(place: Path) -> bool:
    """Run `digest gather` by itself, on few files and on many."""
    write(place / "few", FEW)
    few, many = (_gathered_by_command(place, folder) for folder in ("few", "docs"))
    each = [found[0] / files * MILLI for found, files in ((few, FEW), (many, FILES))]
    met = report("first gather of 10,000, each", each[1], "ms", Rival("of 1,000", each[0], 1.5))
    return met & report(
        "first gather of 10,000, memory",
        many[1] / MEGA,
        "MB",
        Rival(f"that of 1,000 ({few[1] / MEGA:.0f} MB)", few[1] / MEGA, 1.25),
    )


def _at_work(root: Path, source: Source) -> Company:
    root.mkdir()
    work = company(open_store(f"sqlite:///{root}/digest.db"), root / "unused", source)
    gather(work.world, "docs")
    gather(work.world, "docs")
    return work


def _changed(work: Company, change: Callable[[int], None]) -> float:
    best = float("inf")
    for number in range(ROUNDS):
        change(number)
        start = _spent()
        told = gather(work.world, "docs")
        best = min(best, _spent() - start)
        assert told
        assert (told.read, told.changes) == (1, 1), told
    return best


def _cpu(*works: Callable[[], object]) -> list[float]:
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for index, work in enumerate(works):
            start = _spent()
            work()
            best[index] = min(best[index], _spent() - start)
    return best


def _spent() -> float:
    """Return the CPU seconds of this process and of those it waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _walked(root: Path) -> int:
    found, waiting = 0, [str(root)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat(follow_symlinks=False)
                    found += 1
    return found


def _git(clone: Path, *arguments: str) -> None:
    environ = {**SEALED, "GIT_DIR": str(clone)}
    subprocess.run(["git", *arguments], env=environ, capture_output=True, check=False)  # noqa: S603, S607 - our own


def _gathered_by_command(place: Path, folder: str) -> tuple[float, int]:
    """Return the CPU seconds it took, and the kilobytes it needed at most."""
    settings = place / f"{folder}.toml"
    settings.write_text(
        'from = "Northbeam <digest@northbeam.example>"\nsmtp = "smtp://localhost"\n'
        f'state = "state-{folder}"\n[sources.docs]\npath = "{folder}"\n'
        '[people.priya]\nname = "Priya Nair"\nmail = "priya@northbeam.example"\n'
    )
    words = (sys.executable, "-m", "digest.cli", "gather", "--config", str(settings))
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss
