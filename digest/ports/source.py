"""Sources: places that hold markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from digest.errors import Problem
from digest.model.change import Touch


@dataclass(frozen=True)
class Snapshot:
    """The files of a source at one moment: path to an opaque version; equal means unchanged.

    `unread` names what is there and could not be looked at (a folder ends in a slash): what
    was known of it stays as it was, for nobody has seen it go.
    """

    revision: str
    versions: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()

    def keeps(self, path: str) -> bool:
        """Return whether a path that is not listed must be taken as still there, unchanged."""
        return any(path == u or (u.endswith("/") and path.startswith(u)) for u in self.unread)


class Source(Protocol):
    """A configured place that holds markdown."""

    @property
    def name(self) -> str:
        """Return its name in the settings: its identity."""

    def snapshot(self) -> Snapshot:
        """Fetch, and list what is there.

        Raises:
            Transient: it cannot be reached now.
            Permanent: it is not what it was (missing branch, refused login, no folder).
        """

    def history(self) -> list[Snapshot]:
        """Return earlier snapshots, oldest first, for a first gather.

        Bounded; empty where the past is not kept.  They let a new installation know on its
        first day what slipped.
        """

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it was in the snapshot, or (folder) as it is now.

        Raises:
            Transient: it is gone, or cannot be read now.
            Permanent: it must not be read (outside the source, too big, no permission).
        """

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return who last changed a file and when."""

    def replace(
        self, path: str, *, seen: bytes, new: bytes, subject: str, author: Touch
    ) -> str:
        """Write `new` where exactly `seen` stands, and return the new revision.

        Folder: temporary file and rename.  Git: one commit, pushed where there is a remote.

        Raises:
            StaleEdit: the file is not `seen` any more; nothing was written.
            Transient: it cannot be written now; nothing was written.
            Permanent: it must not be written (read-only, refused by the remote).
        """
