"""`digest read`: what Digest understands of a file, for people and for programs."""

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console

from digest.cli import showing
from digest.cli.linting.files import contents, listed
from digest.cli.options import CONFIG
from digest.cli.plain import plain
from digest.markdown.document import read as read_document
from digest.settings.linting import known


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a document.")
@CONFIG
def read(paths: tuple[Path, ...], *, as_json: bool, config: Path | None) -> None:
    """Show what is read in markdown files: items, owners, dates, updates, lessons.

    Folders are searched as a folder source is; files are read whatever their name, and - is
    standard input.  No settings are needed; where there are some, their words, sprints and
    people count.

    \b
    digest read postmortems/
    digest read notes.md --json | jq '.items[].text'
    """
    vocabulary = known(config, os.environ, Path.cwd()).vocabulary
    found = listed(paths, ())
    for problem in found.problems:
        click.echo(str(problem), err=True)
    # Lines for a program are never wrapped: one problem is one line.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    for name, _, raw in contents(found.paths):
        document = read_document(raw, path=name, vocabulary=vocabulary)
        if as_json:
            sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")
        else:
            showing.show(document, console)
    if not found.paths and not as_json:
        click.echo("no markdown files there")
