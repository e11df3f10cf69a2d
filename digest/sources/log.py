"""What commits changed, read from one `git log`."""

import secrets
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from digest.model.change import Touch
from digest.sources.authors import moment
from digest.sources.program import Git
from digest.sources.stream import tokens

_HEAD = "%x1f%H%x1f%P%x1f%ct%x1f%ae%x1f%an"


@dataclass(frozen=True)
class Entry:
    """One file that a commit changed; `mode` and `blob` are those it has now, zeros if gone."""

    path: str  # relative to the repository
    mode: str
    blob: str
    before: str = ""  # its path before the commit, where that was another


@dataclass(frozen=True)
class Commit:
    """A commit, and what it changed of its (first) parent."""

    id: str
    parents: tuple[str, ...]
    at: datetime  # when it was committed, not when it was first written down
    author: str
    mail: str
    entries: tuple[Entry, ...] = ()

    def touch(self) -> Touch:
        """Return who made it, and when."""
        return Touch(self.at, self.author, self.mail, self.id)


def commits(git: Git, *arguments: str) -> Generator[Commit, None, None]:
    """Yield commits as `git log` orders them; `arguments` choose which."""
    mark = secrets.token_hex(16)  # no file can be named so as to pass for a commit
    told = tokens(
        git, "log", "-z", "--no-show-signature", "--no-color", "--encoding=UTF-8", "--raw",
        "--no-abbrev", "--diff-merges=first-parent", f"--format={mark}{_HEAD}", *arguments,
    )  # fmt: skip
    with closing(told):
        yield from _commits(told, mark.encode())


def _commits(told: Iterator[bytes], mark: bytes) -> Iterator[Commit]:
    head: bytes | None = None
    entries: list[Entry] = []
    for token in told:
        if token.startswith(mark):
            if head is not None:
                yield _commit(head, entries)
            head, entries = token, []
        elif (record := token.removeprefix(b"\n")).startswith(b":"):
            entries.append(_entry(record, told))
    if head is not None:
        yield _commit(head, entries)


def _commit(head: bytes, entries: list[Entry]) -> Commit:
    _, id_, parents, at, mail, author = head.decode(errors="replace").split("\x1f", 5)
    return Commit(id_, tuple(parents.split()), moment(at), author, mail, tuple(entries))


def _entry(record: bytes, told: Iterator[bytes]) -> Entry:
    """Read `:mode mode blob blob status`, and the one or two paths that follow."""
    _, mode, _, blob, status = record.decode().split(" ")
    path, before = _path(told), ""
    if status.startswith(("R", "C")):
        path, before = _path(told), path
    return Entry(path, mode, blob, before)


def _path(told: Iterator[bytes]) -> str:
    return next(told, b"").decode(errors="surrogateescape")
