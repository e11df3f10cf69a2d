"""Places that hold markdown: folders and git repositories."""

from pathlib import Path

from digest.model.installation import Mailbox
from digest.model.place import FolderPlace, Place
from digest.ports import Clock, Source
from digest.sources.folder import FolderSource
from digest.sources.git import GitSource
from digest.sources.memo import Memo


def open_source(place: Place, *, state: Path, committer: Mailbox, clock: Clock) -> Source:
    """Return the source at a place.

    Clones of repositories, and what was seen of folders, are kept below `state`.
    """
    if isinstance(place, FolderPlace):
        memo = Memo(state / "folders" / f"{place.name}.json")
        return FolderSource(
            place.name, place.path, place.include, place.exclude, clock=clock, memo=memo
        )
    return GitSource(place, state / "git", committer)
