"""A git repository with a history, written in one go by `git fast-import`."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

BRANCH = "main"
APART = timedelta(minutes=37)
START = "refs/demo/start"  # the branch as it was before anybody played with it


@dataclass(frozen=True)
class Edit:
    """Words of one file, as they were and as they became."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Commit:
    """One step: files added and words changed, by whom and when."""

    author: str  # Name <mail>
    at: str  # ISO 8601 with an offset
    subject: str
    added: Mapping[str, bytes] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    removed: tuple[str, ...] = ()


def commit_all(
    repository: Path, commits: Iterable[Commit], *, apart: timedelta = APART
) -> None:
    """Create a bare repository whose branch `main` has these commits, oldest first.

    A commit that would not be later than the one before it is told to be, by `apart`.
    """
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet", "--bare", f"--initial-branch={BRANCH}", "--template=")
    files: dict[str, bytes] = {}
    last = datetime(1970, 1, 1, tzinfo=UTC) - apart
    stream = []
    for commit in commits:
        last = max(datetime.fromisoformat(commit.at), last + apart)
        changed = _after(commit, files)
        files |= changed
        stream.append(_told(commit, changed, last))
    git(repository, "fast-import", "--quiet", stdin=b"".join(stream))
    git(repository, "update-ref", START, BRANCH)


def commit_on(repository: Path, commit: Commit) -> None:
    """Add a commit of whole files to the branch as it is now."""
    at, start = datetime.fromisoformat(commit.at), f"from refs/heads/{BRANCH}^0\n".encode()
    git(repository, "fast-import", "--quiet", stdin=_told(commit, commit.added, at, start))


def git(repository: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git on a repository, with nobody's configuration, and return what it says.

    Raises:
        subprocess.CalledProcessError: git refused; its `stderr` says why.
    """
    sealed = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(repository),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    told = subprocess.run(  # noqa: S603 - a fixed program, arguments of our own
        ["git", "-C", str(repository), *arguments],  # noqa: S607 - git is looked up on PATH
        input=stdin, capture_output=True, check=True, env=sealed, timeout=60,
    )  # fmt: skip
    return told.stdout


def _after(commit: Commit, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files a commit writes, given those that stand before it."""
    changed = dict(commit.added)
    for edit in commit.edits:
        before = changed.get(edit.path, files.get(edit.path, b""))
        if (times := before.count(edit.old.encode())) != 1:
            raise ValueError(f"{edit.path}: {edit.old!r} stands there {times} times")
        changed[edit.path] = before.replace(edit.old.encode(), edit.new.encode())
    return changed


def _told(
    commit: Commit, files: Mapping[str, bytes], at: datetime, start: bytes = b""
) -> bytes:
    """Return one commit in the language of fast-import."""
    person = f"{commit.author} {int(at.timestamp())} +0000\n".encode()
    head = f"commit refs/heads/{BRANCH}\n".encode()
    subject = _blob(commit.subject.encode() + b"\n")
    gone = (f"D {p}\n".encode() for p in commit.removed)
    written = (f"M 100644 inline {p}\n".encode() + _blob(files[p]) for p in files)
    told = (b"author ", person, b"committer ", person, subject, start, *gone, *written)
    return b"".join([head, *told])


def _blob(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
