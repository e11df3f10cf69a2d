"""Which files of a source count, by their paths alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from pathspec import GitIgnoreSpec

_LEFTOVERS = ("*~", "#*#", "~$*", "*.swp", "*.swo", "*.tmp", "*.bak", "*.orig", "*___jb_*___")


@dataclass(frozen=True)
class Selection:
    """Patterns as in .gitignore: what is included and not excluded, hidden or left over."""

    include: Sequence[str]
    exclude: Sequence[str] = ()

    @cached_property
    def _included(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.include)

    @cached_property
    def _excluded(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.exclude)

    def wants(self, path: str) -> bool:
        """Return whether the file at a path, relative to its source, is to be read."""
        if any(hidden(part) for part in path.split("/")):
            return False
        return self._included.match_file(path) and not self._excluded.match_file(path)


def hidden(name: str) -> bool:
    """Return whether a file or folder is hidden or what an editor left behind."""
    return name.startswith(".") or any(fnmatchcase(name, p) for p in _LEFTOVERS)


def name_flaw(path: str) -> str | None:
    """Return why a path cannot stand in a mail or a database, None where it can."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "the name is not UTF-8"
    if re.search(r"[\x00-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]", path):
        return "the name has a control character in it"
    return None


def shown(path: str) -> str:
    """Return a path that is safe to print, whatever is in it."""
    return path if name_flaw(path) is None else ascii(path)[1:-1]


def outside(path: str) -> bool:
    """Return whether a path is not plainly beneath its source."""
    parts = path.split("/")
    return "\0" in path or any(part in ("", ".", "..") for part in parts)
