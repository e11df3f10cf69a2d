"""What a path is read from: files, a working tree with its past, or the commit of a day."""

import os
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from digest.clock import SystemClock
from digest.errors import UsageError, reason
from digest.glance.wish import Wish
from digest.model.place import Depth, FolderPlace, GitPlace
from digest.ports import Source
from digest.sources.checkout import Checkout, checkout_of
from digest.sources.commits import CommitSource
from digest.sources.folder import MAX_BYTES, FolderSource
from digest.sources.program import Failed, Git
from digest.sources.worktree import WorktreeSource

# As much of a history as a person waits for; what is older stands as it was then.
DEPTH = Depth(commits=2_000, age=timedelta(days=3 * 365), size=5_000_000)
_SHORT = 9  # digits of a commit's id
_NO_PAST = "there is no git history here"
_PARTIAL = "this is a partial clone, without the past of its files (git clone without --filter)"


@dataclass(frozen=True)
class Basis:
    """What is read, and what is not known of it."""

    source: Source
    pastless: str = ""  # why the past is not known; empty where it is
    stood: str = ""  # how the documents stood; empty where that is now


def basis_of(wish: Wish, place: FolderPlace, state: Path) -> Basis:
    """Return what a path is read from; what is made for it is in the folder `state`.

    Raises:
        UsageError: a file cannot be read, or nothing was there on the day asked for.
    """
    checkout = checkout_of(wish.folder)
    files = _files(place, wish.path, state, checkout)
    day, today = wish.at.astimezone().date(), SystemClock().now().astimezone().date()
    tracked = checkout is not None and "." not in files.without
    commit = checkout.commit() if checkout and tracked and not checkout.partial else None
    if checkout is None or commit is None:
        why = _PARTIAL if checkout and checkout.partial else _NO_PAST
        stood = f"as they are now, not on {day}: {why}" if day < today else ""
        return Basis(files, why, stood)
    git, past = checkout.past(commit, state / "past.git"), _place(wish, checkout, place)
    then = _commit(git, commit, wish.at) if day < today else commit
    if then == commit:
        return Basis(WorktreeSource(files, git, past, commit, recalls=wish.recalls))
    if then is None or not _held(git, then, past.directory):
        raise UsageError(f"--as-of {day}: {wish.path} was not in its repository yet")
    stood = f"as they were committed by {day}: {then[:_SHORT]}"
    return Basis(CommitSource(git, past, then, recalls=wish.recalls), stood=stood)


def _files(
    place: FolderPlace, path: Path, state: Path, checkout: Checkout | None
) -> FolderSource:
    """Return the files of a path; one alone is copied, for nothing beside it counts."""
    if not path.is_dir():
        return FolderSource(place.name, _alone(path, state), (_only(path.name),))
    ignored = checkout.ignored(path) if checkout else frozenset()
    return FolderSource(place.name, path, place.include, place.exclude, without=ignored)


def _alone(path: Path, state: Path) -> Path:
    """Return a folder with a copy of one file, as old as that: an item's last change.

    No more of it is copied than tells that it is too large.
    """
    folder = state / "alone"
    folder.mkdir()
    copy = folder / path.name
    try:
        with path.open("rb") as file:
            copy.write_bytes(file.read(MAX_BYTES + 1))
            found = os.fstat(file.fileno())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}") from error
    if found.st_size > MAX_BYTES:
        os.truncate(copy, found.st_size)  # the rest is a hole
    os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))
    return folder


def _only(name: str) -> str:
    """Return the pattern that matches this name at the top, and nothing else."""
    return "/" + re.sub(r"([\\*?\[\]!# ])", r"\\\1", name)


def _place(wish: Wish, checkout: Checkout, place: FolderPlace) -> GitPlace:
    """Return where in the repository the files are, and which of them count."""
    directory = wish.folder.resolve().relative_to(checkout.top).as_posix()
    found = GitPlace(
        place.name,
        url=str(checkout.common),
        directory="" if directory == "." else directory,
        include=place.include,
        exclude=place.exclude,
        depth=DEPTH,
    )
    if wish.path.is_dir():
        return found
    return replace(found, include=(_only(wish.path.name),), exclude=())


def _commit(git: Git, tip: str, at: datetime) -> str | None:
    """Return the last commit up to the end of a day here; None where all are later."""
    end = at.astimezone().replace(hour=23, minute=59, second=59, microsecond=0)
    until = f"--until={end.isoformat()}"
    return git.run("rev-list", "-1", until, tip, "--").decode().strip() or None


def _held(git: Git, commit: str, directory: str) -> bool:
    try:
        git.run("cat-file", "-e", f"{commit}:{directory}")
    except Failed:
        return False
    return True
