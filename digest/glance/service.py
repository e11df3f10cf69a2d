"""A service that knows one path and forgets it."""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from types import FrameType

from digest.clock import StandingClock
from digest.errors import UsageError
from digest.glance.basis import Basis, basis_of
from digest.glance.people import peopled
from digest.glance.settings import settings_file, settings_for
from digest.glance.wish import Wish
from digest.sources.regular import must_be_readable
from digest.wiring import wire
from digest.workflow.gather import gather
from digest.workflow.report import Progress
from digest.workflow.world import World

_ENDED = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Looked:
    """A service that has read its one source."""

    world: World
    source: str
    me: str | None  # key of git's user, where that is somebody here
    basis: Basis  # what was read


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
        world, name, basis = _opened(wish, file, Path(state))
        files = len(world.sources[name].snapshot().versions)
        wish.told(Progress(name, "document", 0, files, wish.at))
        report = gather(world, name, progress=wish.told)
        if report is None or report.problem:
            raise UsageError(f"{wish.path}: {report.problem if report else 'is busy'}")
        world.store.start(None, wish.at)  # mail is for whom it is for, were there any
        world, me = peopled(world, wish.path)
        yield Looked(world, name, me, basis)


def _opened(wish: Wish, file: Path | None, state: Path) -> tuple[World, str, Basis]:
    """Return a service that has not read anything yet."""
    settings, place = settings_for(wish.path, file, state)
    basis = basis_of(wish, place, state)
    clock = StandingClock(wish.at.astimezone(UTC))
    found = replace(wire(settings), clock=clock, sources={place.name: basis.source})
    return found, place.name, basis


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
