"""The files of a working tree as they stand, uncommitted changes too, and their past."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from digest.errors import DigestError, Permanent, Transient
from digest.model.change import Touch
from digest.model.ids import checksum
from digest.model.place import GitPlace
from digest.ports import Draft, Snapshot, Step
from digest.sources import tree
from digest.sources.authors import Authors
from digest.sources.blobs import Ahead
from digest.sources.folder import FolderSource
from digest.sources.past import Past
from digest.sources.program import Failed, Git

_HASHES = {40: hashlib.sha1, 64: hashlib.sha256}  # by the digits of a commit's id


@dataclass
class WorktreeSource:
    """A folder source whose past is that of the commit which is checked out.

    What is not committed is a change on top, made when the file was written.
    """

    files: FolderSource
    git: Git
    place: GitPlace  # the directory, the patterns, how far back
    commit: str
    recalls: bool = True  # False: only the files, as if they had no past
    _found: Snapshot = field(default=Snapshot("", {}), init=False, repr=False)
    _last: Snapshot = field(default=Snapshot("", {}), init=False, repr=False)

    @property
    def name(self) -> str:
        """Return its name."""
        return self.files.name

    @cached_property
    def _committed(self) -> Mapping[str, str]:
        """Path to blob, as committed; relative to the directory."""
        try:
            found = tree.entries(self.git, self.commit, self.place.directory)
        except Failed:  # the directory is not committed yet
            return {}
        return {entry.path: entry.blob for entry in found}

    @cached_property
    def _authors(self) -> Authors:
        return Authors(self.git, self.place.directory)

    @cached_property
    def _ahead(self) -> Ahead:
        return Ahead(self.git)

    def snapshot(self) -> Snapshot:
        """List the files, each with the blob it is or would be."""
        found = self.files.snapshot()
        if found is not self._found:
            self._found = found
            versions = {path: self._blob(path) for path in found.versions}
            told = "\n".join((self.commit, *map("\0".join, versions.items())))
            self._last = Snapshot(
                checksum(told.encode()), versions, found.problems, unread=found.unread
            )
        return self._last

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:  # noqa: ARG002 - see ports.Source
        """Yield the commits that led to the one which is checked out, oldest first."""
        if self.recalls and not after:
            _, selection = self.files.ground()
            past = Past(self.git, self.place, self.files.max_bytes, selection)
            yield from past.steps("", self.commit)

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it was when it was listed, or in an older commit."""
        if snapshot.revision != self._last.revision:
            return self._ahead.read(path, snapshot)
        return self.files.read(path, self._found)

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return who committed a file last, or when it was written since."""
        if snapshot.revision != self._last.revision:
            return self._authors.touch(path, snapshot.revision, snapshot.versions)
        if snapshot.versions.get(path) == self._committed.get(path, ""):
            with suppress(Transient):  # a merge brought it, or it lies too far back
                return self._authors.touch(path, self.commit, self._committed)
        return replace(self.files.touched(path, self._found), sure=True)

    def draft(self, reply: str, *, aside: bool = False) -> Draft:  # noqa: ARG002 - see ports.Source
        """Refuse: nothing is written where somebody works."""
        raise Permanent(f"{self.name}: a working tree is only read")

    def _blob(self, path: str) -> str:
        """Return the id that git would give a file's bytes (gitformat-loose objects)."""
        try:
            raw = self.files.read(path, self._found)
        except DigestError:  # it was written meanwhile: reading it will say so
            return self._found.versions[path]
        made = _HASHES[len(self.commit)](b"blob %d\0" % len(raw), usedforsecurity=False)
        made.update(raw)
        return made.hexdigest()
