"""`digest feed`: a calendar, as the web serves it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from digest.cli import names
from digest.cli.options import CONFIG, KIND, OUT, moment
from digest.cli.waiting import waiting
from digest.cli.writing import write_whole
from digest.glance.service import looked_at
from digest.glance.wish import Wish
from digest.ical import Choice, Kind
from digest.logs.quiet import log_if_asked
from digest.model.directory import Person
from digest.rhythm import settings_of
from digest.wiring import wire
from digest.workflow.feed import Wanted
from digest.workflow.feed import feed as write_feed
from digest.workflow.problems import standing
from digest.workflow.scope import Scope, find_person, parse_scope
from digest.workflow.world import World


@click.command()
@click.argument("scope", shell_complete=names.scopes)
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@KIND
@click.option(
    "--viewer",
    metavar="PERSON",
    shell_complete=names.people,
    help="Only what this person may see.",
)
@OUT
@CONFIG
def feed(
    scope: str,
    path: Path | None,
    kind: str,
    viewer: str | None,
    out: Path | None,
    config: Path | None,
) -> None:
    """Write the calendar of SCOPE as iCalendar.

    SCOPE is all, person:NAME, team:NAME, source:NAME, tag:NAME or priority:P1.  With a PATH,
    a file, a folder or a repository, only what stands there is read, now; it needs no settings.

    \b
    digest feed team:platform --out platform.ics
    digest feed all docs/postmortems --out due.ics
    """
    log_if_asked("feed")
    with opened(path, config, moment(None)) as world:
        told = parse_scope(scope, world.installation.directory, world.sources)
        wanted = Wanted(told, Choice(Kind(kind)), _viewer(world, told, viewer))
        written = write_feed(world, wanted)
    write(written, out)


@contextmanager
def opened(path: Path | None, config: Path | None, at: datetime) -> Iterator[World]:
    """Give the installation that is configured, or one that has read a path."""
    if path is None:
        yield wire(settings_of(config))
        return
    with waiting() as told, looked_at(Wish(path, config, at, told=told)) as looked:
        if looked.basis.stood:
            click.echo(f"documents {looked.basis.stood}", err=True)
        for problem in standing(looked.world, looked.source):
            click.echo(str(problem), err=True)
        yield looked.world


def _viewer(world: World, scope: Scope, named: str | None) -> Person | None:
    """Return for whose eyes it is: a person's calendar is theirs, others are the operator's."""
    if named:
        return find_person(named, world.installation.directory, "--viewer")
    return world.installation.directory.people[scope.name] if scope.kind == "person" else None


def write(written: bytes, out: Path | None) -> None:
    """Write a file, or standard output.

    Raises:
        UsageError: it cannot be written.
    """
    if out is None or out == Path("-"):
        sys.stdout.buffer.write(written)
        return
    write_whole(out, [written])
