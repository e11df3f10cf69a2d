"""Which files of a source count, by their paths alone."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cached_property, partial

from pathspec import GitIgnoreSpec

from digest.errors import Problem
from digest.model.place import MARKDOWN

_LEFTOVERS = ("*~", "#*#", "~$*", "*.swp", "*.swo", "*.tmp", "*.bak", "*.orig", "*___jb_*___")
_PASSED_OVER = re.compile("|".join((r"\..*", *map(translate, _LEFTOVERS))), re.DOTALL)
_ENDS = tuple(re.sub(r"^\*\*/\*|^\*\*", "", pattern) for pattern in MARKDOWN)
_REMEMBERED = 200_000  # paths that are decided once


@dataclass(frozen=True)
class Selection:
    """Patterns as in .gitignore: what is included and not excluded, hidden or left over.

    `ignored` is what the source says of itself; it cannot bring back what `exclude` took away.
    As for git, nothing below an excluded folder can be brought back.  `without` are paths of
    files and folders, without patterns, that do not count either.
    """

    include: Sequence[str]
    exclude: Sequence[str] = ()
    ignored: Sequence[str] = ()
    without: Collection[str] = frozenset()
    _files: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    _folders: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _included(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.include)

    @cached_property
    def _excluded(self) -> tuple[GitIgnoreSpec, ...]:
        given = (self.exclude, self.ignored)
        return tuple(GitIgnoreSpec.from_lines(lines) for lines in given if lines)

    def wants(self, path: str) -> bool:
        """Return whether the file at a path, relative to its source, is to be read."""
        known = self._files.get(path)
        return self._decide(path) if known is None else known

    def enters(self, folder: str) -> bool:
        """Return whether files below a folder (no slash at its end) may be wanted."""
        known = self._folders.get(folder)
        if known is None:
            parent, _, name = folder.rpartition("/")
            known = not hidden(name) and (not parent or self.enters(parent))
            known = known and folder not in self.without and not self._excludes(folder + "/")
            _room(self._folders)[folder] = known
        return known

    def _decide(self, path: str) -> bool:
        parent, _, name = path.rpartition("/")
        wanted = self._includes(path) and not hidden(name) and not self._excludes(path)
        wanted = wanted and path not in self.without and (not parent or self.enters(parent))
        _room(self._files)[path] = wanted
        return wanted

    def _includes(self, path: str) -> bool:
        if self.include == MARKDOWN:  # what nearly everybody has
            return f"/{path}".endswith(_ENDS)
        return self._included.match_file(path)

    def _excludes(self, path: str) -> bool:
        return any(spec.match_file(path) for spec in self._excluded)


def _room(decided: dict[str, bool]) -> dict[str, bool]:
    if len(decided) >= _REMEMBERED:
        decided.clear()
    return decided


def hidden(name: str) -> bool:
    """Return whether a file or folder is hidden or what an editor left behind."""
    return _PASSED_OVER.fullmatch(name) is not None


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


def twins(paths: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each path that another one hides where case does not count."""
    if len(set(_folded(paths))) == len(paths):
        return
    first: dict[str, str] = {}
    ordered = sorted(paths)
    for path, folded in zip(ordered, _folded(ordered), strict=True):
        other = first.setdefault(folded, path)
        if other != path:
            told = f"has the name of {shown(other)}, but for case or accents"
            yield Problem(
                path, 0, told, "rename one: some machines can have only one", "source"
            )


def _folded(paths: Iterable[str]) -> Iterator[str]:
    return map(str.casefold, map(partial(unicodedata.normalize, "NFC"), paths))
