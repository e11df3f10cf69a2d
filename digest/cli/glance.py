"""`digest PATH`: what is found in a folder, a repository or a file."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from digest.cli import found
from digest.cli.following import following, troubles
from digest.cli.lines import head
from digest.cli.options import AS_OF, CONFIG, moment
from digest.cli.plain import overview_plain
from digest.cli.waiting import waiting
from digest.glance.basis import Basis
from digest.glance.service import looked_at
from digest.glance.wish import Wish
from digest.logs.quiet import log_if_asked
from digest.render.words import count
from digest.workflow.overview import Overview, overview
from digest.workflow.report import Progress


@click.command("PATH")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every item.")
@click.option("--problems", is_flag=True, help="Tell everything that could not be read.")
@AS_OF
@CONFIG
def glance(
    path: Path, *, as_json: bool, problems: bool, as_of: datetime | None, config: Path | None
) -> None:
    """Show what is found at PATH: a folder, a git repository or a file.

    Documents and action items, what is late, what slipped, who has most.  It needs no
    settings; where there are some, their people, words and sprints count.  Nothing is written.

    \b
    digest .
    digest docs/postmortems --json
    """
    log_if_asked("glance")
    wish = Wish(path, config, moment(as_of))
    if as_json:
        seen, _ = _overview(wish)
        sys.stdout.write(json.dumps(overview_plain(seen, str(path)), ensure_ascii=False) + "\n")
        return
    console = Console(highlight=False, markup=False, emoji=False)
    first, basis = _overview(replace(wish, recalls=False), partial(_began, console, path))
    found.told(first, console, stood=basis.stood)
    sys.stdout.flush()  # what stands there is told before its past is read
    last = first if basis.pastless or not first.open else _overview(wish)[0]
    found.slips(last, console, pastless=basis.pastless)
    troubles(first.problems, console, path=path, every=problems)
    following(first, console, path)


def _began(console: Console, path: Path, files: int) -> None:
    """Say at once what is going to be read."""
    head(console, f"{count(files, 'file')} in {path}")
    sys.stdout.flush()


def _overview(
    wish: Wish, began: Callable[[int], None] = lambda _: None
) -> tuple[Overview, Basis]:
    """Return what is found, and what was read."""
    with waiting("history" if wish.recalls else "documents") as told:

        def progress(reached: Progress) -> None:
            if reached.what == "document" and not reached.number:
                began(reached.of)
            told(reached)

        with looked_at(replace(wish, told=progress)) as looked:
            return overview(looked.world, wish.at.astimezone().date()), looked.basis
