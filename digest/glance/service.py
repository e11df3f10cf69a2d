"""A service that knows one path and forgets it."""

import logging
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

from digest.clock import StandingClock
from digest.errors import UsageError, reason
from digest.glance.people import peopled
from digest.glance.settings import settings_file, settings_for
from digest.model.place import Depth, FolderPlace, GitPlace
from digest.sources.checkout import Checkout, checkout_of
from digest.sources.folder import MAX_BYTES, FolderSource
from digest.sources.regular import must_be_readable
from digest.sources.worktree import WorktreeSource
from digest.wiring import wire
from digest.workflow.gather import gather
from digest.workflow.report import Progress
from digest.workflow.world import World

# As much of a history as a person waits for; what is older stands as it was then.
DEPTH = Depth(commits=2_000, age=timedelta(days=3 * 365), size=5_000_000)
_ENDED = (signal.SIGTERM, signal.SIGHUP)
Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Wish:
    """What is to be looked at, and how."""

    path: Path
    config: Path | None
    at: datetime  # the moment taken for now
    recalls: bool = True  # whether a repository's past is read
    told: Told = lambda _: None  # how far it is


@dataclass(frozen=True)
class Looked:
    """A service that has read its one source."""

    world: World
    source: str
    me: str | None  # key of git's user, where that is somebody here
    history: bool  # whether the past of a repository is known, or could be


@contextmanager
def looked_at(wish: Wish) -> Iterator[Looked]:
    """Give a service that has read a path; it is gone afterwards, however that comes about.

    People and words are those of the settings; where nobody is in them, those who are found.

    Raises:
        UsageError: the path cannot be read, or the settings are wrong.
    """
    must_be_readable(wish.path)
    with _ended_like_ctrl_c(), tempfile.TemporaryDirectory(prefix="digest-") as state:
        file = settings_file(wish.config, Path.cwd())
        world, name, checkout = _opened(wish, file, Path(state))
        files = len(world.sources[name].snapshot().versions)
        wish.told(Progress(name, "document", 0, files, wish.at))
        report = gather(world, name, progress=wish.told)
        if report is None or report.problem:
            raise UsageError(f"{wish.path}: {report.problem if report else 'is busy'}")
        world.store.start(None, wish.at)  # mail is for whom it is for, were there any
        world, me = peopled(world, wish.path)
        yield Looked(world, name, me, checkout is not None)


def _opened(wish: Wish, file: Path | None, state: Path) -> tuple[World, str, Checkout | None]:
    """Return a service that has not read anything yet."""
    logging.getLogger("digest").addHandler(logging.NullHandler())  # what matters is told
    settings, place = settings_for(wish.path, file, state)
    world = wire(settings)
    checkout = checkout_of(_folder(wish.path))
    files = _files(place, wish.path, state, checkout)
    repository = checkout and _worktree(checkout, files, wish, state)
    clock = StandingClock(wish.at.astimezone(UTC))
    found = replace(world, clock=clock, sources={place.name: repository or files})
    return found, place.name, checkout if repository else None


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


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


def _worktree(
    checkout: Checkout, files: FolderSource, wish: Wish, state: Path
) -> WorktreeSource | None:
    """Return the same files with their past; None where they have none."""
    commit = None if "." in files.without or checkout.partial else checkout.commit()
    if commit is None:
        return None
    folder = _folder(wish.path).resolve()
    directory = folder.relative_to(checkout.top).as_posix()
    place = GitPlace(
        files.name,
        url=str(checkout.common),
        directory="" if directory == "." else directory,
        depth=DEPTH,
    )
    git = checkout.past(commit, state / "past.git")
    return WorktreeSource(files, git, place, commit, recalls=wish.recalls)


@contextmanager
def _ended_like_ctrl_c() -> Iterator[None]:
    """Have a polite end (SIGTERM, a closed terminal) clean up too."""

    def end(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in _ENDED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
