"""`digest feed`: a calendar, as the web serves it."""

import sys
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.ical import Kind
from digest.rhythm import settings_of
from digest.wiring import wire
from digest.workflow.feed import feed as write_feed
from digest.workflow.feed import parse_scope


@click.command()
@click.argument("scope")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.EVENT.value,
    show_default=True,
    help="All-day events, to-dos, or both.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write here.")
@CONFIG
def feed(scope: str, kind: str, out: Path | None, config: Path | None) -> None:
    """Write the calendar of SCOPE as iCalendar.

    SCOPE is all, person:NAME, team:NAME, source:NAME, tag:NAME or priority:P1.

    \b
    digest feed team:platform --out platform.ics
    """
    world = wire(settings_of(config))
    directory = world.installation.directory
    told = parse_scope(scope, directory, world.sources)
    viewer = directory.people.get(told.name) if told.kind == "person" else None
    written = write_feed(world, told, Kind(kind), viewer)
    if out:
        out.write_bytes(written)
    else:
        sys.stdout.buffer.write(written)
