"""`digest demo`: the whole product on a sample, to play with or to check itself."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from digest.cli.linting.files import listed
from digest.cli.options import PORT
from digest.cli.writing import make_folder
from digest.clock import SystemClock
from digest.demo.run import Wish, run
from digest.errors import UsageError

_STATE = Path("var/demo")


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--port", type=PORT, help="Serve the page here, and nowhere else.")
@click.option("--fresh", is_flag=True, help="Start over with a new sample or copy.")
@click.option("--check", is_flag=True, help="Walk through the loop, say what was seen, stop.")
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"Where all is kept; {_STATE}, with PATH or --check a temporary place.",
)
def demo(
    path: Path | None, port: int | None, *, fresh: bool, check: bool, state: Path | None
) -> None:
    """Run everything on a small invented company: mail, calendars, replies.

    With a PATH, on a copy of the documents that stand there: you play whoever has most to do in
    them, everybody has a made-up address.  Nothing leaves this machine.  Ctrl-C stops it.

    \b
    digest demo --fresh
    digest demo docs/postmortems
    digest demo --check
    """
    if path and not listed([path], ()).paths:
        raise UsageError(f"{path}: there are no markdown files (name what has some)")
    with _place(state, path, check=check) as place:
        if check:
            from digest.demo.check import check as walk  # noqa: PLC0415 - only --check pays

            sys.exit(walk(place, port=port, of=path))
        wish = Wish(place, port, fresh, path)
        sys.exit(run(wish, now=SystemClock().now(), out=sys.stdout, environ=os.environ))


@contextmanager
def _place(state: Path | None, path: Path | None, *, check: bool) -> Iterator[Path]:
    """Give where everything is kept; what nobody will look at again is gone afterwards."""
    if state or not (path or check):
        kept = state or _STATE
        make_folder(kept, option="--state")
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="digest-demo-") as place:
        yield Path(place)
