"""A message shown in the terminal, in a browser, or written into files."""

import re
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from digest.cli.browser import show_once
from digest.errors import UsageError
from digest.workflow.preview import Preview

_STROKE = re.compile(r"(?:-{3,}|={3,})")


def show(preview: Preview) -> None:
    """Print a message as its text part has it, headings in bold on a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    for name, value in (("To", preview.to), ("Subject", preview.words.subject)):
        _line(console, Text.assemble((f"{name + ':':9}", "dim"), (value, "bold")))
    _line(console, Text())
    lines = preview.words.text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        heading = line and _STROKE.fullmatch(below)
        style = "bold" if heading else "dim" if _STROKE.fullmatch(line) else ""
        _line(console, Text(line, style))


def write(preview: Preview, folder: Path, name: str) -> None:
    """Write a message as html, as text and as the file that mail programs open.

    Raises:
        UsageError: it cannot be written there.
    """
    parts = {
        "html": preview.words.html.encode(),
        "txt": f"{preview.words.subject}\n\n{preview.words.text}".encode(),
        "eml": preview.raw,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, raw in parts.items():
            file = folder / f"{name}.{suffix}"
            file.write_bytes(raw)
            click.echo(str(file))
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be written: {error.strerror}") from error


def open_in_browser(html: str) -> None:
    """Show a message in this machine's browser, and say where."""
    show_once(html, lambda address: click.echo(f"opened {address}, for this one look"))


def _line(console: Console, text: Text) -> None:
    """Print one line as it is: it is laid out already."""
    console.print(text, no_wrap=True, overflow="ignore", crop=False)
