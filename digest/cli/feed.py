"""`digest feed`: a calendar, as the web serves it."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from digest.cli.apart import read_apart
from digest.cli.options import CONFIG
from digest.errors import UsageError
from digest.ical import Kind
from digest.model.directory import Person
from digest.rhythm import settings_of
from digest.wiring import wire
from digest.workflow.feed import Scope, find_person, parse_scope
from digest.workflow.feed import feed as write_feed
from digest.workflow.world import World


@click.command()
@click.argument("scope")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.EVENT.value,
    show_default=True,
    help="All-day events, to-dos, or both.",
)
@click.option("--viewer", metavar="PERSON", help="Only what this person may see.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write here.")
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
    a file or a folder, only what stands there is read, now; it needs no settings.

    \b
    digest feed team:platform --out platform.ics
    digest feed all docs/postmortems --kind both
    """
    with read_apart(path, config) if path else nullcontext(wire(settings_of(config))) as world:
        told = parse_scope(scope, world.installation.directory, world.sources)
        written = write_feed(world, told, Kind(kind), _viewer(world, told, viewer))
    _write(written, out)


def _viewer(world: World, scope: Scope, named: str | None) -> Person | None:
    """Return for whose eyes it is: a person's calendar is theirs, others are the operator's."""
    if named:
        return find_person(named, world.installation.directory, "--viewer")
    return world.installation.directory.people[scope.name] if scope.kind == "person" else None


def _write(written: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(written)
        return
    try:
        out.write_bytes(written)
    except OSError as error:
        raise UsageError(f"--out {out}: cannot be written: {error.strerror}") from error
