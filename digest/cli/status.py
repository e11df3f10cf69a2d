"""`digest status`: how the service stands, and what needs its operator."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.cli.standing import Seen, lines, plain
from digest.cli.state import STATE, settings_in
from digest.errors import Transient
from digest.settings.schema import Settings
from digest.store.database import parsed
from digest.supervise.broker import kept_broker
from digest.transport.broker import waiting
from digest.wiring import wire
from digest.workflow.outlook import outlook
from digest.workflow.standing import look
from digest.workflow.worries import Around, worries


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@STATE
@CONFIG
def status(as_json: bool, state: Path | None, config: Path | None) -> None:
    """Tell how the service stands: sources, queues, mail, and what needs you.

    Exits with 1 when something needs you.

    \b
    digest status --config /etc/digest/digest.toml
    digest status --json | jq .needs
    """
    settings = settings_in(config, state)
    world = wire(settings)
    standing, around = look(world), _around(settings)
    needs = worries(standing, world.installation, around)
    place = parsed(settings.database).render_as_string(hide_password=True)
    seen = Seen(standing, around, needs, outlook(world), place)
    if as_json:
        click.echo(json.dumps(plain(seen)))
    else:
        _print(lines(seen))
    sys.exit(1 if needs else 0)


def _print(told: Iterator[str]) -> None:
    for line in told:
        click.echo(line)


def _around(settings: Settings) -> Around:
    """Look at what the store does not know: the disk, and the broker where there is one."""
    free = shutil.disk_usage(settings.state).free
    url = settings.broker or kept_broker(settings.state)
    try:
        return Around(free, waiting(url) if url else None)
    except Transient as error:
        return Around(free, broker_problem=f"the broker {error}" if settings.broker else "")
