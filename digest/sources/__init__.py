"""Places that hold markdown: folders and git repositories."""

from pathlib import Path

from digest.model.installation import Mailbox
from digest.model.place import FolderPlace, Place
from digest.ports import Source
from digest.sources.folder import FolderSource
from digest.sources.git import GitSource


def open_source(place: Place, *, state: Path, committer: Mailbox) -> Source:
    """Return the source at a place; clones of repositories are kept below `state`."""
    if isinstance(place, FolderPlace):
        return FolderSource(place.name, place.path, place.include, place.exclude)
    return GitSource(place, state / "git", committer)
