"""Options that several commands share."""

from pathlib import Path

import click

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file; else DIGEST_CONFIG, digest.toml or config/digest.toml.",
)
PORT = click.IntRange(1, 65535)
