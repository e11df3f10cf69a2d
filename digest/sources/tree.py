"""The files of one commit, as blob ids by path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.errors import Permanent, Problem
from digest.model.place import GitPlace
from digest.ports import Snapshot
from digest.sources.blobs import contents
from digest.sources.program import Failed, Git
from digest.sources.select import Selection, name_flaw, outside, shown
from digest.sources.walk import MAX_FILES

REGULAR = ("100644", "100755")
_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_BYTES = 1024  # the specification's limit
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


def snapshot(git: Git, place: GitPlace, commit: str, *, max_bytes: int) -> Snapshot:
    """Return the files a source wants of a commit.

    Raises:
        Permanent: the commit has no such directory, or more files than anybody reads.
    """
    try:
        found = entries(git, commit, place.directory)
    except Failed as failed:
        told = f"sources.{place.name}.directory: no directory {place.directory!r}"
        raise Permanent(f"{told} in {commit[:12]} (was it renamed?)") from failed
    selection = Selection(place.include, place.exclude)
    wanted = [one for one in found if selection.wants(one.path) or one.mode == "160000"]
    flaws = {one.path: _flaw(one, max_bytes) for one in wanted}
    small = {
        one.blob for one in wanted if flaws[one.path] is None and one.size <= _POINTER_BYTES
    }
    pointers = {blob for blob, raw in contents(git, small).items() if is_pointer(raw)}
    return _told(commit, wanted, flaws, pointers)


def is_pointer(raw: bytes) -> bool:
    """Return whether a file only says where Git LFS keeps its content."""
    return len(raw) <= _POINTER_BYTES and raw.startswith(_POINTER)


def _told(
    commit: str,
    wanted: list[Entry],
    flaws: Mapping[str, tuple[str, str] | None],
    pointers: set[str],
) -> Snapshot:
    versions: dict[str, str] = {}
    problems, unread = [], []
    for one in wanted:
        flaw = flaws[one.path]
        if one.blob in pointers:
            flaw = (
                "is a Git LFS pointer: its words are elsewhere",
                "keep markdown in git itself",
            )
        if flaw is None:
            versions[one.path] = one.blob
            continue
        problems.append(Problem(shown(one.path), 0, *flaw, rule="source"))
        if one.mode in REGULAR and name_flaw(one.path) is None:
            unread.append(one.path)
    if len(versions) > MAX_FILES:
        raise Permanent(f"{commit}: more than {MAX_FILES:,} files (narrow `include`)")
    return Snapshot(commit, versions, tuple(problems), tuple(unread))


def _flaw(one: Entry, max_bytes: int) -> tuple[str, str] | None:
    """Return what keeps a file from being read, and what to do."""
    if one.mode == "160000":
        return "is a submodule: it is not read", "make it a source of its own"
    if one.mode not in REGULAR:
        return "is a link: it is not followed", "name the file it leads to"
    if outside(one.path):
        return "leads out of its source", "rename it"
    if told := name_flaw(one.path):
        return told, "rename it"
    if one.size > max_bytes:
        told = f"has {one.size:,} bytes, more than {max_bytes:,} are not read"
        return told, "split it or exclude it"
    return None


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
