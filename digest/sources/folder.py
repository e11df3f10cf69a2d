"""A folder of markdown as a source; it knows nothing of git."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.errors import Permanent, Problem, Unsettled
from digest.model.change import Touch
from digest.model.ids import checksum
from digest.model.place import MARKDOWN
from digest.ports import Clock, Landed, Note, Rewritten, Snapshot, Step
from digest.sources import beneath, ignore
from digest.sources.exchange import alone, exchange
from digest.sources.memo import Mark, Memo
from digest.sources.select import Selection, shown
from digest.sources.walk import Walk, snapshot_of

MAX_BYTES = 1_000_000
# A file that was written so lately may be written again without looking any different: the
# coarsest clocks of file systems (FAT, some network ones) tick every two seconds.
_COARSE = timedelta(seconds=2)


@dataclass
class FolderSource:
    """Reads and writes the files of one folder; links lead nowhere outside it.

    Without a clock every look reads every file: right, but slow.
    """

    name: str
    root: Path
    include: Sequence[str] = MARKDOWN
    exclude: Sequence[str] = ()
    max_bytes: int = MAX_BYTES
    clock: Clock | None = None
    memo: Memo = field(default_factory=Memo)
    without: Collection[str] = frozenset()  # see Selection
    _selection: Selection = field(default=Selection(()), init=False, repr=False)
    _last: Snapshot = field(default=Snapshot("", {}), init=False, repr=False)
    _told: tuple[list[Problem], list[str]] | None = field(default=None, init=False, repr=False)

    def snapshot(self) -> Snapshot:
        """List the files, each with the checksum of what it holds.

        A file that looks as it did when it was last read is not read again, and while nothing
        changes the same snapshot is returned.

        Raises:
            Permanent: the folder is missing or may not be listed.
        """
        root, trusted = self._root(), self._trusted()
        problems = self._select(root)
        walk = Walk(root, self._selection, self.max_bytes, self.memo.marks())
        walk.problems += problems
        walk.run()
        if walk.fresh or len(walk.marks) != len(walk.known):
            self._remember(walk, trusted)
        told = (walk.problems, walk.unread)
        if told != self._told or not walk.found(self._last.versions):
            self._last, self._told = snapshot_of(walk, self._last), told
        return self._last

    def ground(self) -> tuple[Path, Selection]:
        """Return where its files are, and which of them count.

        Raises:
            Permanent: the folder is missing or may not be listed.
        """
        root = self._root()
        self._select(root)
        return root, self._selection

    def history(
        self,
        after: str,  # noqa: ARG002 - see ports.Source
        snapshot: Snapshot,  # noqa: ARG002
    ) -> Iterator[Snapshot | Step]:
        """Yield nothing: a folder keeps no past."""
        yield from ()

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it is now, which must be as the snapshot has it, if it does.

        Raises:
            Unsettled: it is gone, or was written since.
        """
        raw = self._read(self._root(), path, self.max_bytes)
        if len(raw) > self.max_bytes:
            raise Permanent(f"{path}: has more than {self.max_bytes:,} bytes (split it)")
        if snapshot.versions.get(path) not in (None, checksum(raw)):
            raise Unsettled(f"{path}: was written meanwhile (it is looked at again)")
        return raw

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return when a file was last written; a folder does not know by whom."""
        with _at(self._root(), path) as (name, parent):
            stat = os.stat(name, dir_fd=parent, follow_symlinks=False)
        at = datetime.fromtimestamp(stat.st_mtime, UTC)
        return Touch(at, revision=snapshot.versions.get(path, ""), sure=False)

    def draft(self, reply: str, *, aside: bool = False) -> "FolderDraft":  # noqa: ARG002 - see ports.Source
        """Return the files as they are now, each for itself."""
        return FolderDraft(self, self._root())

    def _trusted(self) -> int:
        """Return the moment (nanoseconds) before which a file's sign can be trusted."""
        if self.clock is None:
            return 0
        return int((self.clock.machine() - _COARSE).timestamp() * 1e9)

    def _remember(self, walk: Walk, trusted: int) -> None:
        marks = dict(walk.marks)
        for path in walk.fresh:  # the others were trusted before
            if _quiet(marks[path]) >= trusted:
                del marks[path]
        self.memo.keep(marks, walk.fresh)

    def _select(self, root: Path) -> tuple[Problem, ...]:
        """Take up what the source itself wants ignored; return what is wrong with it."""
        try:
            raw = self._read(root, ignore.NAME, ignore.MAX_BYTES)
        except Unsettled:  # mostly: there is none
            raw = b""
        ignored, problems = ignore.patterns(raw)
        chosen = Selection(self.include, self.exclude, ignored, self.without)
        if chosen != self._selection:
            self._selection = chosen
        return problems

    def _read(self, root: Path, path: str, limit: int) -> bytes:
        with _at(root, path) as (name, parent):
            opened = beneath.open_file(name, parent)
            try:
                return beneath.read_whole(opened, limit)[0]
            finally:
                os.close(opened)

    def _root(self) -> Path:
        root = Path(os.path.realpath(self.root))
        key = f"sources.{self.name}.path"
        try:
            with os.scandir(root):
                return root
        except FileNotFoundError:
            raise Permanent(f"{key}: no folder {str(self.root)!r} (is it mounted?)") from None
        except NotADirectoryError:
            raise Permanent(f"{key}: {str(self.root)!r} is a file (name its folder)") from None
        except OSError as problem:
            raise beneath.explained(f"{key}: {self.root}", problem) from problem


@dataclass(frozen=True)
class FolderDraft:
    """The files of a folder, to be written on: each stands as soon as it is written."""

    source: FolderSource
    root: Path
    aside: bool = False
    ahead: bool = False

    def read(self, path: str) -> bytes:
        """Return a file as it is now."""
        return self.source.read(path, Snapshot("", {}))

    def waits(self, branch: str) -> bool:  # noqa: ARG002 - see ports.Draft
        """Return False: a folder has no branches."""
        return False

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:  # noqa: ARG002 - see ports.Draft
        """Write each file where exactly what was read stands."""
        for each in files:
            with _at(self.root, each.path) as (name, parent), alone(parent):
                exchange(name, parent, path=each.path, seen=each.seen, new=each.new)
        return Landed(checksum(b"".join(each.new for each in files)))


@contextmanager
def _at(root: Path, path: str) -> Iterator[tuple[str, int]]:
    """Yield a file's name and its opened folder; what goes wrong there is explained."""
    place = beneath.real(root, path)
    try:
        with beneath.folder(root, place.parts[:-1]) as parent:
            yield place.name, parent
    except OSError as problem:
        raise beneath.explained(shown(path), problem) from problem
    except Unsettled as problem:
        raise Unsettled(f"{shown(path)}: {problem}") from problem


def _quiet(mark: Mark) -> int:
    """Return since when a file looks as it does."""
    modified, _, _, changed = mark[0]
    return max(modified, changed)
