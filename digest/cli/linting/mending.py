"""Mend files: write what was proven, or only show it."""

import difflib
import os
import sys
from pathlib import Path

import click

from digest.errors import DigestError
from digest.sources.exchange import exchange

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


def show(path: str, before: bytes, after: bytes) -> None:
    """Print how a file would change, byte for byte."""
    sys.stdout.flush()
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{path}".encode("utf-8", "surrogateescape"),
        f"b/{path}".encode("utf-8", "surrogateescape"),
    )
    for line in lines:
        end = b"" if line.endswith(b"\n") else b"\n\\ No newline at end of file\n"
        sys.stdout.buffer.write(line + end)
    sys.stdout.buffer.flush()


def write(path: Path, before: bytes, after: bytes) -> None:
    """Put `after` where exactly `before` stands, whole or not at all, and read it again.

    Raises:
        click.ClickException: it cannot be written, or something else stands there now.
    """
    target = Path(os.path.realpath(path))
    try:
        parent = os.open(target.parent, _FOLDER)
        try:
            exchange(target.name, parent, path=str(path), seen=before, new=after)
        finally:
            os.close(parent)
        written = target.read_bytes()
    except (OSError, DigestError) as problem:
        raise click.ClickException(f"{path}: not mended: {problem}") from problem
    if written != after:
        raise click.ClickException(f"{path}: was changed by somebody else while it was mended")
