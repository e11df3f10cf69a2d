"""Sources: places that hold markdown."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from digest.errors import Problem
from digest.model.change import Touch
from digest.ports.draft import Draft


@dataclass(frozen=True)
class Snapshot:
    """The files of a source at one moment: path to an opaque version; equal means unchanged.

    `unread` names what is there and could not be looked at (a folder ends in a slash): what
    was known of it stays as it was, for nobody has seen it go.

    `since` is the revision it was compared with, where it was with one; `differing` are then
    all paths that have another version there, or are in one of the two alone.
    """

    revision: str
    versions: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    since: str | None = field(default=None, compare=False)
    differing: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def keeps(self, path: str) -> bool:
        """Return whether a path that is not listed must be taken as still there, unchanged."""
        return any(path == u or (u.endswith("/") and path.startswith(u)) for u in self.unread)


@dataclass(frozen=True)
class Step:
    """What one revision changed, seen from the one before it.

    Its functions answer only until the next step is asked for.
    """

    revision: str
    at: datetime  # when it came to be there
    versions: Mapping[str, str]  # of the paths it wrote
    removed: tuple[str, ...]
    read: Callable[[str], bytes] = field(repr=False)  # a path it wrote; raises as Source.read
    touched: Callable[[str], Touch] = field(repr=False)  # any path, written or removed
    renamed: Mapping[str, str] = field(default_factory=dict)  # of paths it wrote: now to before
    number: int = 0  # of all steps that were asked for, counted from 1
    of: int = 0


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

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:
        """Yield what led from a revision to a snapshot, oldest first; "" for all there is.

        Bounded: where it is cut off, the files as they were there come first, as a snapshot.
        Nothing where the past is not kept, or where `after` is no part of it.
        """

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it was in the snapshot.

        Raises:
            Unsettled: (folder) it is not as it was, or gone: look again.
            Transient: it cannot be read now.
            Permanent: it must not be read (outside the source, too big, no permission).
        """

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return who last changed a file and when."""

    def draft(self, reply: str, *, aside: bool = False) -> Draft:
        """Fetch, and return the newest text for a reply (its id in the inbox) to be written on.

        `aside`: on a branch of its own, although the settings would have it written at once.

        Raises:
            Transient: it cannot be reached now.
            Permanent: nothing may be written here.
        """
