"""What a process is told before it does anything: the settings, the broker, how often.

Beat and the supervisor start with this alone; `digest.wiring` is heavy.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest.errors import UsageError
from digest.settings.load import find, load
from digest.settings.schema import Settings
from digest.settings.state import make_state

MOVABLE = "DIGEST_DEMO"  # set by the demo for its own processes, by nobody else


def settings_of(named: str | Path | None = None) -> Settings:
    """Return the settings that a command or a process is to use.

    Raises:
        UsageError: there are none, or with a line for every mistake in them.
    """
    return load(find(named, os.environ, Path.cwd()), os.environ)


def broker_of(settings: Settings) -> str:
    """Return the address of the broker.

    Raises:
        UsageError: none is known; `digest up` brings its own.
    """
    if not settings.broker:
        raise UsageError(
            f"{settings.path}: broker: none is set, and REDIS_URL is not either (write"
            ' broker = "redis://…", or start everything with: digest up)'
        )
    return settings.broker


@dataclass(frozen=True)
class Rhythm:
    """What Celery is told: the broker, and how often each source is looked at, in seconds."""

    state: Path  # where signs of life are left
    broker: str
    polls: Mapping[str, float]
    calendars: Path | None  # where they are written as files


def rhythm() -> Rhythm:
    """Return what Celery is told.

    Raises:
        SystemExit: the settings are wrong; Celery would show a traceback for anything else.
    """
    with _in_a_line():
        settings = settings_of()
        polls = {n: source.poll.total_seconds() for n, source in settings.sources.items()}
        broker, folder = broker_of(settings), settings.calendar_folder
        return Rhythm(settings.state, broker, polls, folder)


def begin() -> None:
    """Make the folder in which signs of life are left.

    Raises:
        SystemExit: it cannot be made.
    """
    with _in_a_line():
        make_state(settings_of())


@contextmanager
def _in_a_line() -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
