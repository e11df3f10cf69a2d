"""The shortest patterns that hold the documents worth reading, and little else."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

_MOST = 8  # patterns; more of them are nobody's to look after
_FEW = 2  # documents: so few others may be read for nothing


@dataclass
class _Folder:
    """Documents directly in a folder, and the folders below it."""

    wanted: list[str] = field(default_factory=list)  # names
    others: int = 0
    below: dict[str, "_Folder"] = field(default_factory=dict)

    @property
    def all_wanted(self) -> int:
        return len(self.wanted) + sum(folder.all_wanted for folder in self.below.values())

    @property
    def all_others(self) -> int:
        return self.others + sum(folder.all_others for folder in self.below.values())

    @property
    def mostly(self) -> bool:
        """Say whether more like those wanted may come to stand beside them."""
        return len(self.wanted) > min(self.others, _FEW)

    @property
    def whole(self) -> bool:
        """Say whether all of it is worth reading."""
        parts = self.below.values()
        idle = all(part.all_wanted or part.all_others <= _FEW for part in parts)
        deep = all(part.whole for part in parts if part.all_wanted)
        return idle and deep and self.all_wanted >= self.all_others

    @property
    def suffixes(self) -> set[str]:
        """Return how the names of what is wanted end; a list of tasks has one name only."""
        below = (folder.suffixes for folder in self.below.values())
        return {_ending(name) for name in self.wanted}.union(*below)


def globs(wanted: Collection[str], others: Collection[str]) -> tuple[str, ...]:
    """Return patterns as in .gitignore for the paths wanted; none where all may be read."""
    root = _Folder()
    for path in wanted:
        _place(root, path).wanted.append(path.rpartition("/")[2])
    for path in others:
        _place(root, path).others += 1
    if not wanted or root.whole:
        return ()
    found = tuple(_patterns(root, ""))
    if len(found) > _MOST:
        found = tuple(_coarse(root))
    return found if len(found) <= _MOST else ()


def _place(root: _Folder, path: str) -> _Folder:
    for part in path.split("/")[:-1]:
        root = root.below.setdefault(part, _Folder())
    return root


def _patterns(folder: _Folder, prefix: str) -> Iterator[str]:
    if prefix and folder.whole and (folder.mostly or folder.below):
        yield from (f"{prefix}**/{end}" for end in sorted(folder.suffixes))
        return
    if folder.mostly and (prefix or len(folder.wanted) > 1):
        ends = sorted({_ending(name) for name in folder.wanted})
        yield from (f"{prefix or '/'}{end}" for end in ends)
    else:
        yield from (f"{prefix or '/'}{_literal(name)}" for name in sorted(folder.wanted))
    for name, below in sorted(folder.below.items()):
        yield from _patterns(below, f"{prefix}{_literal(name)}/")


def _coarse(root: _Folder) -> Iterable[str]:
    """Return a pattern for each folder at the top that has anything."""
    yield from (f"/{end}" for end in sorted({_ending(name) for name in root.wanted}))
    for name, below in sorted(root.below.items()):
        if below.all_wanted:
            yield from (f"{_literal(name)}/**/{end}" for end in sorted(below.suffixes))


def _ending(name: str) -> str:
    return "todo.txt" if name.endswith("todo.txt") else f"*.{name.rpartition('.')[2]}"


def _literal(name: str) -> str:
    """Return a name as a pattern that means it and nothing else."""
    return re.sub(r"([\\*?\[\]!#]| $)", r"\\\1", name)
