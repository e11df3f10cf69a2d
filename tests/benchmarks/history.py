"""The first gather of a repository with a long history: its seconds and its memory."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from digest.model.installation import Mailbox
from digest.model.place import GitPlace
from digest.sources.git import GitSource
from digest.store import open_store
from digest.workflow.gather import gather
from tests.benchmarks.frame import Rival, report
from tests.workflow.company import company

COMMITS, FILES, ROWS = 2_000, 300, 12
START = 1_700_000_000
MEBIBYTES = 1024  # of the kibibytes that the system tells
BOT = Mailbox("Northbeam Follow-ups", "digest@northbeam.example")
SEALED = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "HOME": os.devnull}


def run() -> bool:
    """Measure against reading the same commits with `git log` alone."""
    folder = Path(tempfile.mkdtemp())
    try:
        return _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> bool:
    repository = folder / "docs.git"
    create(repository)
    source = GitSource(GitPlace("docs", str(repository)), folder / "clone", BOT, environ=SEALED)
    source.snapshot()  # cloning is the network's business
    world = company(open_store(f"sqlite:///{folder}/store.db"), folder / "docs", source).world
    before, start = _peak(), _cpu()
    found = gather(world, "docs")
    seconds = _cpu() - start
    assert found
    assert not found.problem
    name = f"history of {COMMITS} commits in {FILES} files"
    met = report(name, seconds, "s CPU", Rival("a minute", 60, 1))
    return report("  its memory", _peak() - before, "MiB", Rival("200 MiB", 200, 1)) and met


def create(repository: Path) -> None:
    """Make a bare repository with all of the commits."""
    _git(repository, "init", "-q", "--bare", "-b", "main", str(repository))
    _git(repository, "fast-import", "--quiet", stdin=b"".join(_stream()))


def _cpu() -> float:
    """Return the seconds this process and the gits it ran have had of a processor."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTES


def _git(repository: Path, *arguments: str, stdin: bytes = b"") -> None:
    environment = {**SEALED, "GIT_DIR": str(repository)}
    subprocess.run(["git", *arguments], input=stdin, env=environment, check=True)  # noqa: S603, S607 - our own arguments


def _stream() -> Iterator[bytes]:
    """Yield commits: first all files, then one or two that change, for `git fast-import`."""
    for number in range(COMMITS):
        who = f"Mei Tanaka <mei@northbeam.example> {START + number * 3600} +0000"
        yield f"commit refs/heads/main\ncommitter {who}\ndata 1\nx\n".encode()
        for file in range(FILES) if number == 0 else {number % FILES, number * 7 % FILES}:
            text = _document(file, number).encode()
            yield f"M 100644 inline d{file % 20}/{file}.md\ndata {len(text)}\n".encode()
            yield text + b"\n"


def _document(file: int, number: int) -> str:
    """Return a file as it is at a commit: each change of it moves or closes one row."""
    rows = "\n".join(_row(file, n, (2 * number // FILES + n) // ROWS) for n in range(ROWS))
    head = f"# Post-Mortem: Outage {file}\n**Date**: 2026-01-{file % 28 + 1:02}\n\n"
    prose = "What happened is told here at some length, as people do. " * 20
    table = "| Priority | Action | Owner | Due Date | Status |\n|---|---|---|---|---|\n"
    return f"{head}## Summary\n\n{prose}\n\n## Action Items\n\n{table}{rows}\n"


def _row(file: int, n: int, changes: int) -> str:
    due, status = f"2026-{n % 4 + 2 * changes + 1:02}-{n + 1:02}", ("Open", "Done")[n % 3 == 2]
    return f"| P{n % 4} | Rotate the keys of host {file}-{n} | @mei | {due} | {status} |"
