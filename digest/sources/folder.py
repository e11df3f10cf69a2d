"""A folder of markdown as a source; it knows nothing of git."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from digest.errors import Permanent
from digest.model.change import Touch
from digest.model.place import MARKDOWN
from digest.ports import Snapshot, Step
from digest.sources import beneath
from digest.sources.exchange import exchange
from digest.sources.select import Selection, shown
from digest.sources.walk import Walk

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class FolderSource:
    """Reads and writes the files of one folder; links lead nowhere outside it."""

    name: str
    root: Path
    include: Sequence[str] = MARKDOWN
    exclude: Sequence[str] = ()
    max_bytes: int = MAX_BYTES

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self.include, self.exclude)

    def snapshot(self) -> Snapshot:
        """List the files with the time, size and inode they have now.

        Raises:
            Permanent: the folder is missing or may not be listed.
        """
        walk = Walk(self._root(), self._selection, self.max_bytes)
        walk.run()
        listed = dict(sorted(walk.versions.items()))
        told = "\n".join(f"{path}\0{version}" for path, version in listed.items())
        revision = hashlib.sha256(told.encode()).hexdigest()
        return Snapshot(revision, listed, tuple(walk.problems), tuple(walk.unread))

    def history(
        self,
        after: str,  # noqa: ARG002 - see ports.Source
        snapshot: Snapshot,  # noqa: ARG002
    ) -> Iterator[Snapshot | Step]:
        """Yield nothing: a folder keeps no past."""
        yield from ()

    def read(self, path: str, snapshot: Snapshot) -> bytes:  # noqa: ARG002 - see ports.Source
        """Return a file as it is now."""
        root = self._root()
        place = beneath.real(root, path)
        try:
            with beneath.folder(root, place.parts[:-1]) as parent:
                opened = beneath.open_file(place.name, parent)
                try:
                    raw = beneath.read_all(opened, self.max_bytes)
                finally:
                    os.close(opened)
        except OSError as problem:
            raise beneath.explained(shown(path), problem) from problem
        if len(raw) > self.max_bytes:
            raise Permanent(f"{path}: has more than {self.max_bytes:,} bytes (split it)")
        return raw

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return when a file was last written; a folder does not know by whom."""
        root = self._root()
        try:
            stat = (root / beneath.real(root, path)).stat()
        except OSError as problem:
            raise beneath.explained(shown(path), problem) from problem
        at = datetime.fromtimestamp(stat.st_mtime, UTC)
        return Touch(at, revision=snapshot.versions.get(path, ""), sure=False)

    def replace(
        self,
        path: str,
        *,
        seen: bytes,
        new: bytes,
        subject: str,  # noqa: ARG002 - a folder has no commits
        author: Touch,  # noqa: ARG002
    ) -> str:
        """Write `new` where exactly `seen` stands; return the checksum of what stands now."""
        root = self._root()
        place = beneath.real(root, path)
        try:
            with beneath.folder(root, place.parts[:-1]) as parent:
                exchange(place.name, parent, path=path, seen=seen, new=new)
        except OSError as problem:
            raise beneath.explained(shown(path), problem) from problem
        return hashlib.sha256(new).hexdigest()

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
