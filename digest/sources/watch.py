"""A folder that tells by itself when something in it changed; looking at it goes on anyway."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from digest.errors import DigestError, Permanent, Problem
from digest.sources import ignore
from digest.sources.folder import FolderSource
from digest.sources.select import Selection
from digest.sources.walk import MAX_DEPTH

MAX_FOLDERS = 50_000
_QUIET_MS, _LONGEST_MS = 200, 2000  # how long nothing must happen, and how long to wait for it
_ASIDE_MS = 1000  # between two looks at whether to stop
_SOON, _LATER = 1.0, 60.0  # seconds until it is tried again
_LIMITS = "raise fs.inotify.max_user_watches or max_user_instances; it is looked at anyway"

Found = tuple[Change, str]


@dataclass
class Watch:
    """Watches one folder; `asked` is called for what is worth a gather, `told` of trouble."""

    source: FolderSource
    asked: Callable[[], None]
    told: Callable[[Problem], None]
    stop: Event
    later: float = _LATER
    _trouble: str = ""

    def run(self) -> None:
        """Watch until told to stop; what cannot be watched is tried again later."""
        while not self.stop.is_set():
            try:
                self._follow()
            except FileNotFoundError:  # a folder went between our look and the watch
                self.stop.wait(min(self.later, _SOON))
            except (DigestError, OSError, RuntimeError) as problem:  # the last: of the library
                self._report(str(problem))
                self.stop.wait(self.later)

    def _follow(self) -> None:
        """Watch the folders there are now, until there are others."""
        root, selection = self.source.ground()
        ground = _Ground(root, selection, frozenset(folders(root, selection)))
        changes = watch(
            *ground.folders,
            recursive=False,  # a link is not followed, and what is ignored costs nothing
            force_polling=False,
            watch_filter=None,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_ASIDE_MS,
            yield_on_timeout=True,
            stop_event=self.stop,
            raise_interrupt=False,
        )
        for number, found in enumerate(changes):
            self._trouble = ""
            # At first something may have happened before we listened.
            if number == 0 or ground.concerned(found):
                self.asked()
            if ground.moved(found):
                return

    def _report(self, words: str) -> None:
        if words != self._trouble:
            self._trouble = words
            where = f"sources.{self.source.name}"
            self.told(Problem(where, 0, f"cannot be watched: {words}", _LIMITS, "watch"))


@dataclass(frozen=True)
class _Ground:
    """What is watched."""

    root: Path
    selection: Selection
    folders: frozenset[str]

    def concerned(self, found: Iterable[Found]) -> bool:
        """Return whether a gather would see any of it."""
        wanted = (self.selection.wants(os.path.relpath(path, self.root)) for _, path in found)
        return any(wanted) or self.moved(found)

    def moved(self, found: Iterable[Found]) -> bool:
        """Return whether folders came or went, or may count otherwise now."""
        return any(self._moves(change, path) for change, path in found)

    def _moves(self, change: Change, path: str) -> bool:
        inner = os.path.relpath(path, self.root)
        if change is Change.modified or inner == ignore.NAME:
            return inner == ignore.NAME
        came = Path(path).is_dir() and self.selection.enters(inner)
        return path in self.folders or came


def folders(root: Path, selection: Selection) -> Iterator[str]:
    """Yield every folder in which something may be wanted.

    Raises:
        Permanent: there are more than anybody watches.
    """
    waiting, found = [("", 0)], 0
    while waiting:
        folder, depth = waiting.pop()
        found += 1
        if found > MAX_FOLDERS:
            raise Permanent(f"more than {MAX_FOLDERS:,} folders (exclude some)")
        yield str(root / folder)
        if depth < MAX_DEPTH:
            waiting += ((inner, depth + 1) for inner in _inner(root, folder, selection))


def _inner(root: Path, folder: str, selection: Selection) -> Iterator[str]:
    prefix = f"{folder}/" if folder else ""
    try:
        with os.scandir(root / folder) as entries:
            for entry in entries:
                inner = prefix + entry.name
                if entry.is_dir(follow_symlinks=False) and selection.enters(inner):
                    yield inner
    except OSError:  # gone, or forbidden: the gather tells
        return
