"""Where one person's digest is made to be looked at."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from digest.cli.waiting import waiting
from digest.clock import StandingClock
from digest.detect.ground import look
from digest.errors import UsageError
from digest.glance.service import looked_at
from digest.glance.wish import Wish
from digest.model.directory import Person
from digest.rhythm import settings_of
from digest.settings.schema import Settings
from digest.wiring import consult
from digest.workflow.problems import standing
from digest.workflow.world import World


@dataclass(frozen=True)
class Desk:
    """Where a digest is made: the service, git's user, the day, how the command began."""

    world: World
    me: Person | None
    at: datetime
    command: str  # to choose another person with


@contextmanager
def opened(path: Path | None, config: Path | None, at: datetime) -> Iterator[Desk]:
    """Give what has read a path, or the installation that is configured, to look at."""
    if path is None:
        settings = settings_of(config)
        world = replace(_consulted(settings), clock=StandingClock(at.astimezone(UTC)))
        directory = world.installation.directory
        mail = look(Path.cwd(), os.environ).user_mail
        named_by = f" --config {shlex.quote(str(config))}" if config else ""
        yield Desk(world, directory.by_mail(mail), at, f"digest preview{named_by}")
        return
    with waiting() as told, looked_at(Wish(path, config, at, told=told)) as looked:
        people = looked.world.installation.directory.people
        if looked.basis.stood:
            click.echo(f"documents {looked.basis.stood}", err=True)
        for problem in standing(looked.world, looked.source):
            click.echo(str(problem), err=True)
        command = f"digest preview {shlex.quote(str(path))}"
        yield Desk(looked.world, people.get(looked.me or ""), at, command)


def _consulted(settings: Settings) -> World:
    """Return what the installation gathered.

    Raises:
        UsageError: nothing yet; a path needs none of it.
    """
    try:
        return consult(settings)
    except UsageError as problem:
        path = "digest preview . shows what stands here"
        raise UsageError(f"{problem}; {path}") from problem
