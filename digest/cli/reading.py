"""`digest read`: what Digest understands of a file, for people and for programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from digest.cli import showing
from digest.cli.plain import plain
from digest.markdown.document import read as read_document
from digest.settings.vocabulary import load

SUFFIXES = (".md", ".markdown")
TASKS = "todo.txt"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a document.")
def read(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what is read in markdown files: items, owners, dates, updates, lessons.

    Folders are searched for *.md, *.markdown and todo.txt; files are read whatever their name.

    \b
    digest read postmortems/
    digest read notes.md --json | jq '.items[].text'
    """
    files = [file for path in paths for file in _files(path)]
    vocabulary = load()
    # Lines for a program are never wrapped: one problem is one line.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    for file in files:
        document = read_document(_bytes(file), path=file.as_posix(), vocabulary=vocabulary)
        if as_json:
            sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")
        else:
            showing.show(document, console)
    if not files and not as_json:
        click.echo("no markdown files there")


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = (p for p in path.rglob("*") if _is_read(p.name) and p.is_file())
        yield from sorted(found)
    elif path.exists():
        yield path
    else:
        raise click.UsageError(f"{path}: no such file or folder")


def _is_read(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) or name == TASKS


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror or error}") from error
