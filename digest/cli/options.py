"""Options that several commands share."""

from datetime import datetime
from pathlib import Path

import click

from digest.clock import SystemClock
from digest.model.calendar import Kind

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file; else DIGEST_CONFIG, digest.toml or config/digest.toml.",
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write this file; - or nothing: standard output.",
)
KIND = click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.EVENT.value,
    show_default=True,
    help="All-day events, to-dos, or both.",
)
PORT = click.IntRange(1, 65535)
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day taken for today.",
)


def moment(as_of: datetime | None) -> datetime:
    """Return now, or the noon of a day on this machine's wall."""
    return as_of.replace(hour=12).astimezone() if as_of else SystemClock().now()
