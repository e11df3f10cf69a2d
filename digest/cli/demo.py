"""`digest demo`: the whole product on a sample, to play with or to check itself."""

import os
import sys
import tempfile
from pathlib import Path

import click

from digest.cli.options import PORT
from digest.cli.writing import make_folder
from digest.clock import SystemClock
from digest.demo.run import Wish, run

_STATE = Path("var/demo")


@click.command()
@click.option("--port", type=PORT, help="Serve the page here, and nowhere else.")
@click.option("--fresh", is_flag=True, help="Start over with a new sample.")
@click.option("--check", is_flag=True, help="Walk through the loop, say what was seen, stop.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Where everything is kept; {_STATE} if not said (--check: a temporary place).",
)
def demo(port: int | None, fresh: bool, check: bool, state: Path | None) -> None:
    """Run everything on a small invented company: mail, calendars, replies.

    Nothing leaves this machine.  Ctrl-C stops it.

    \b
    digest demo --fresh
    digest demo --check
    """
    if state:
        make_folder(state, option="--state")
    if check:
        from digest.demo.check import check as walk  # noqa: PLC0415 - only --check pays for it

        with tempfile.TemporaryDirectory(prefix="digest-demo-") as place:
            sys.exit(walk(state or Path(place), port=port))
    wish = Wish(state or _STATE, port, fresh)
    sys.exit(run(wish, now=SystemClock().now(), out=sys.stdout, environ=os.environ))
