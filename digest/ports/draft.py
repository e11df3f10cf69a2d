"""Drafts: the newest text of a source, for a reply to be written on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model.directory import Person


@dataclass(frozen=True)
class Rewritten:
    """One file's bytes, as they were read and as they are to be."""

    path: str
    seen: bytes
    new: bytes


@dataclass(frozen=True)
class Note:
    """What a change says of itself where its source keeps such words, as git does."""

    subject: str  # one line
    by: Person
    at: datetime
    body: str = ""  # a line for each change, "- " before it
    trailers: tuple[tuple[str, str], ...] = ()  # such as ("Digest-Item", its id)


@dataclass(frozen=True)
class Landed:
    """Where a change stands now; with a branch it waits there for somebody to merge it."""

    revision: str
    branch: str = ""
    url: str = ""  # of the request to merge it, where one was opened
    trouble: str = ""  # why none was; for the operator


class Draft(Protocol):
    """The newest text of a source as one reply finds it; nothing stays that is not landed."""

    @property
    def aside(self) -> bool:
        """True where changes land on a branch, and what the source says stays as it is."""

    @property
    def ahead(self) -> bool:
        """True where the text has what was proposed before and is not merged."""

    def read(self, path: str) -> bytes:
        """Return a file as it is now.

        Raises:
            Transient, Permanent: as `Source.read`.
        """

    def waits(self, branch: str) -> bool:
        """Return whether a branch of ours is still there and not merged."""

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:
        """Write all files where exactly what was read stands.

        Folder: each by a temporary file and a rename.  Git: one commit for all of them, pushed.
        Without files nothing is written, and a branch that waits gets its request.

        Raises:
            StaleEdit: a file is not as it was read; of git nothing was written, of a folder
                perhaps the files before it.
            Closed: the branch takes nothing from us.
            Transient: it cannot be written now.
            Permanent: it must not be written (read-only, refused by the remote).
        """
