"""The files of one commit, and the commits that led to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from digest.errors import Permanent
from digest.model.change import Touch
from digest.model.place import GitPlace
from digest.ports import Draft, Snapshot, Step
from digest.sources.authors import Authors
from digest.sources.blobs import Ahead
from digest.sources.folder import MAX_BYTES
from digest.sources.listing import Listing, listing
from digest.sources.past import Past
from digest.sources.program import Git


@dataclass
class CommitSource:
    """A repository as it was; it is only read, and never fetched."""

    git: Git
    place: GitPlace  # the directory, the patterns, how far back
    commit: str
    recalls: bool = True  # False: only the files, as if they had no past
    max_bytes: int = MAX_BYTES

    @property
    def name(self) -> str:
        """Return its name."""
        return self.place.name

    @cached_property
    def _listing(self) -> Listing:
        return listing(self.git, self.place, self.commit, max_bytes=self.max_bytes)

    @cached_property
    def _authors(self) -> Authors:
        return Authors(self.git, self.place.directory)

    @cached_property
    def _ahead(self) -> Ahead:
        return Ahead(self.git)

    @cached_property
    def _last(self) -> Snapshot:
        return self._listing.snapshot()

    def snapshot(self) -> Snapshot:
        """List the files of the commit."""
        return self._last

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:  # noqa: ARG002 - see ports.Source
        """Yield the commits that led to it, oldest first."""
        if self.recalls and not after:
            past = Past(self.git, self.place, self.max_bytes, self._listing.selection)
            yield from past.steps("", self.commit)

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it was."""
        return self._ahead.read(path, snapshot)

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return the author of the last commit that changed a file."""
        return self._authors.touch(path, snapshot.revision, snapshot.versions)

    def draft(self, reply: str, *, aside: bool = False) -> Draft:  # noqa: ARG002 - see ports.Source
        """Refuse: the past is as it was."""
        raise Permanent(f"{self.name}: an old commit is only read")
