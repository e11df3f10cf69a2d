"""The files beneath a folder, each with a checksum; what is unchanged is not read again."""

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import Permanent, Problem, Unsettled
from digest.model.ids import checksum
from digest.ports import Snapshot
from digest.sources import beneath
from digest.sources.memo import Mark
from digest.sources.select import Selection, hidden, name_flaw, shown, twins

MAX_FILES = 100_000
MAX_DEPTH = 64  # folders
# What stands there now is another kind of thing, or nothing: the next look tells.
_GONE = (errno.ENOENT, errno.ELOOP, errno.EINVAL, errno.ENXIO, errno.ENOTDIR)


@dataclass
class Walk:
    """One walk; `marks`, `fresh`, `problems` and `unread` hold what it found."""

    root: Path  # resolved
    selection: Selection
    max_bytes: int
    known: Mapping[str, Mark] = field(default_factory=dict)  # these need not be read
    marks: dict[str, Mark] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)  # read in this walk
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Look at everything, from folder to folder by what is open, never by name alone."""
        with beneath.folder(self.root, ()) as opened:
            self._folder(opened, "", 0)
        self.problems.sort(key=lambda problem: problem.path)
        self.unread.sort()

    def found(self, versions: Mapping[str, str]) -> bool:
        """Return whether it found these versions, where only what it read can be another."""
        same = self.marks.keys() == versions.keys()
        return same and all(self.marks[path][1] == versions[path] for path in self.fresh)

    def _folder(self, opened: int, prefix: str, depth: int) -> None:
        inner: list[str] = []
        wants = self.selection.wants
        try:
            with os.scandir(opened) as entries:
                for entry in entries:
                    path = prefix + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        inner.append(entry.name)
                    elif wants(path) or entry.is_symlink():
                        self._file(opened, path, entry)
        except OSError as problem:
            self._unlisted(prefix, problem)
        for name in sorted(inner):
            if self.selection.enters(prefix + name):
                self._enter(opened, name, prefix, depth)

    def _file(self, parent: int, path: str, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink():
            self._link(path, entry.name)
            return
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError as problem:
            self._unseen(path, problem)
            return
        mark = self.known.get(path)
        if mark and mark[0] == beneath.sign(found):
            self.marks[path] = mark
        else:
            self._look(parent, entry.name, path, found)

    def _enter(self, parent: int, name: str, prefix: str, depth: int) -> None:
        inner = f"{prefix}{name}/"
        if depth >= MAX_DEPTH:
            self._skip(inner, f"is more than {MAX_DEPTH} folders deep", "move it up")
            return
        try:
            opened = os.open(name, beneath.FOLDER, dir_fd=parent)
        except OSError as problem:
            self._unlisted(inner, problem)
            return
        try:
            self._folder(opened, inner, depth + 1)
        finally:
            os.close(opened)

    def _unlisted(self, folder: str, problem: OSError) -> None:
        if not folder:
            raise beneath.explained(str(self.root), problem) from problem
        if problem.errno not in _GONE:  # else it was removed while we looked
            told = f"cannot be listed: {problem.strerror}"
            self._skip(folder, told, "mend its permissions")

    def _link(self, path: str, name: str) -> None:
        """Follow a link only to a file of the source that has no wanted name of its own.

        Mounted volumes show each file as a link into a hidden folder beside it.
        """
        if hidden(name):
            return
        target = Path(os.path.realpath(self.root / path))
        if not target.is_relative_to(self.root):
            if target.is_dir() or self.selection.wants(path):
                self._tell(path, "is a link that leads out of its source", "it is not followed")
            return
        own = target.relative_to(self.root)
        if not self.selection.wants(path) or self.selection.wants(own.as_posix()):
            return
        try:
            with beneath.folder(self.root, own.parts[:-1]) as parent:
                found = os.stat(own.name, dir_fd=parent, follow_symlinks=False)
                if not stat.S_ISDIR(found.st_mode):
                    self._look(parent, own.name, path, found)
        except OSError as problem:
            self._unseen(path, problem)

    def _look(self, parent: int, name: str, path: str, found: os.stat_result) -> None:
        """Read a file that may have changed."""
        if flaw := name_flaw(path):
            self._tell(path, flaw, "rename it")
        elif not stat.S_ISREG(found.st_mode):
            self._tell(path, "is not a regular file", "it is not read")
        elif found.st_size > self.max_bytes:
            told = f"has {found.st_size:,} bytes, more than {self.max_bytes:,} are not read"
            self._skip(path, told, "split it or exclude it")
        else:
            try:
                self._count(path, *_read(name, parent, self.max_bytes))
            except Unsettled as problem:
                self._skip(path, str(problem), "")
            except OSError as problem:
                self._unseen(path, problem)

    def _unseen(self, path: str, problem: OSError) -> None:
        if problem.errno in (errno.EACCES, errno.EPERM):
            self._skip(path, "may not be read", "let the service's user read it")
        elif problem.errno not in _GONE:
            told = f"cannot be looked at: {problem.strerror}"
            self._skip(path, told, "it is kept as it was")

    def _count(self, path: str, raw: bytes, sign: beneath.Sign) -> None:
        if len(self.marks) >= MAX_FILES:
            raise Permanent(f"{self.root}: more than {MAX_FILES:,} files (narrow `include`)")
        self.marks[path] = (sign, checksum(raw))
        self.fresh.add(path)

    def _tell(self, path: str, message: str, hint: str) -> None:
        self.problems.append(Problem(shown(path), 0, message, hint, "source"))

    def _skip(self, path: str, message: str, hint: str) -> None:
        self._tell(path, message, hint)
        self.unread.append(path)


def _read(name: str, parent: int, limit: int) -> tuple[bytes, beneath.Sign]:
    opened = beneath.open_file(name, parent)
    try:
        return beneath.read_whole(opened, limit)
    finally:
        os.close(opened)


def snapshot_of(walk: Walk, last: Snapshot) -> Snapshot:
    """Return what a walk found, made of the last snapshot and what differs from it."""
    marks, versions = walk.marks, dict(last.versions)
    come, gone = marks.keys() - versions.keys(), versions.keys() - marks.keys()
    written = {path for path in walk.fresh - come if marks[path][1] != versions[path]}
    for path in gone:
        del versions[path]
    versions |= {path: marks[path][1] for path in come | written}
    if come:
        versions = dict(sorted(versions.items()))
    told = "\n".join(map("\0".join, versions.items()))
    return Snapshot(
        checksum(told.encode()),
        versions,
        problems=(*walk.problems, *twins(versions)),
        unread=tuple(walk.unread),
        since=last.revision,
        differing=frozenset(come | gone | written),
    )
