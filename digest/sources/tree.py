"""The files of one commit, and of what differs between two."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from digest.sources.program import Git

REGULAR = ("100644", "100755")
SUBMODULE, NOTHING = "160000", "000000"
POINTER_BYTES = 1024  # the specification's limit
_POINTER = b"version https://git-lfs.github.com/spec/"
_RECORD = re.compile(rb"(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)", re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """One line of a tree."""

    mode: str
    blob: str
    size: int  # bytes
    path: str  # relative to the directory that was asked for


def entries(git: Git, commit: str, directory: str = "") -> list[Entry]:
    """Return everything below a directory of a commit.

    Raises:
        Failed: there is no such directory.
    """
    told = git.run("ls-tree", "-r", "-z", "-l", "--full-tree", f"{commit}:{directory}")
    return list(_parsed(told))


def entry(git: Git, commit: str, path: str) -> Entry | None:
    """Return one regular file or link of a commit; None where it has none."""
    told = git.run("ls-tree", "-z", "-l", "--full-tree", commit, "--", path)
    return next((found for found in _parsed(told) if found.path == path), None)


def differing(git: Git, before: str, after: str) -> list[Entry]:
    """Return what one tree has anew or otherwise than another, without sizes.

    What it has no more has the mode of `NOTHING`.

    Raises:
        Failed: one of them is not there.
    """
    flags = ("-r", "-z", "--raw", "--no-renames", "--no-abbrev")
    parts = git.run("diff-tree", *flags, before, after).split(b"\0")
    found = []
    for head, path in zip(parts[:-1:2], parts[1::2], strict=True):
        _, mode, _, blob, _ = head.decode().split(" ")
        found.append(Entry(mode, blob, 0, path.decode(errors="surrogateescape")))
    return found


def sized(git: Git, found: Iterable[Entry]) -> list[Entry]:
    """Return regular files with their sizes."""
    asked = list(found)
    told = git.run(
        "cat-file",
        "--batch-check=%(objectname) %(objectsize)",
        stdin="".join(f"{one.blob}\n" for one in asked).encode(),
    )
    sizes = dict(line.split(" ") for line in told.decode().split("\n")[:-1])
    return [replace(one, size=int(sizes.get(one.blob, 0))) for one in asked]


def is_pointer(raw: bytes) -> bool:
    """Return whether a file only says where Git LFS keeps its content."""
    return len(raw) <= POINTER_BYTES and raw.startswith(_POINTER)


def _parsed(told: bytes) -> Iterator[Entry]:
    for record in told.split(b"\0"):
        match = _RECORD.fullmatch(record)
        if match:
            mode, _, blob, size, path = match.groups()
            yield Entry(
                mode.decode(),
                blob.decode(),
                int(size) if size != b"-" else 0,
                path.decode(errors="surrogateescape"),
            )
