"""The files beneath a folder, each with a version that changes when it is written."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from digest.errors import Permanent, Problem
from digest.sources.select import Selection, hidden, name_flaw, shown

MAX_FILES = 100_000
MAX_DEPTH = 64  # folders


@dataclass
class Walk:
    """One walk; `versions`, `problems` and `unread` hold what it found."""

    root: Path  # resolved
    selection: Selection
    max_bytes: int
    versions: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Look at everything; a loop, for a hostile tree is deeper than a stack."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            for entry in self._list(folder):
                path = folder + entry.name
                if hidden(entry.name):
                    continue
                if entry.is_symlink():
                    self._link(path)
                elif entry.is_dir():
                    waiting.append(path + "/")
                elif self.selection.wants(path):
                    self._add(path)

    def _list(self, folder: str) -> list[os.DirEntry[str]]:
        if folder.count("/") > MAX_DEPTH:
            self._skip(folder, f"is more than {MAX_DEPTH} folders deep", "move it up")
            return []
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []  # removed while we looked
        except OSError as problem:
            self._skip(folder, f"cannot be listed: {problem.strerror}", "mend its permissions")
            return []

    def _link(self, path: str) -> None:
        """Follow a link only to a file of the source that has no wanted name of its own.

        Mounted volumes show each file as a link into a hidden folder beside it.
        """
        target = Path(os.path.realpath(self.root / path))
        if not target.is_relative_to(self.root):
            if target.is_dir() or self.selection.wants(path):
                self._tell(path, "is a link that leads out of its source", "it is not followed")
            return
        own = target.relative_to(self.root).as_posix()
        if target.is_file() and self.selection.wants(path) and not self.selection.wants(own):
            self._add(path)

    def _add(self, path: str) -> None:
        flaw = name_flaw(path)
        if flaw:
            self._tell(path, flaw, "rename it")
            return
        try:
            stat = (self.root / path).stat()
        except FileNotFoundError:
            return
        except OSError as problem:
            self._skip(path, f"cannot be looked at: {problem.strerror}", "it is kept as it was")
            return
        if not (self.root / path).is_file():
            self._tell(path, "is not a regular file", "it is not read")
        elif stat.st_size > self.max_bytes:
            told = f"has {stat.st_size:,} bytes, more than {self.max_bytes:,} are not read"
            self._skip(path, told, "split it or exclude it")
        elif not os.access(self.root / path, os.R_OK):
            self._skip(path, "may not be read", "let the service's user read it")
        else:
            self._count(path, f"{stat.st_mtime_ns}-{stat.st_size}-{stat.st_ino}")

    def _count(self, path: str, version: str) -> None:
        if len(self.versions) >= MAX_FILES:
            raise Permanent(f"{self.root}: more than {MAX_FILES:,} files (narrow `include`)")
        self.versions[path] = version

    def _tell(self, path: str, message: str, hint: str) -> None:
        self.problems.append(Problem(shown(path), 0, message, hint, "source"))

    def _skip(self, path: str, message: str, hint: str) -> None:
        self._tell(path, message, hint)
        self.unread.append(path)
