"""Findings on standard output, in the format asked for; counts and progress beside it."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from digest import __version__
from digest.lint.finding import Finding, Severity
from digest.lint.formats import github, jsonl, sarif, text
from digest.lint.rules import RULES

FORMATS = ("text", "json", "sarif", "github")
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_EVERY = 20  # files between two notes of progress


def styled(word: str, severity: Severity | None) -> str:
    """Return a word in the colour of a severity; click takes colours away where none belong."""
    if severity is None:
        return click.style(word, dim=True)
    return click.style(word, fg=_COLOURS[severity])


_LINES: dict[str, Callable[[Finding], str]] = {
    "text": lambda finding: text.line(finding, styled),
    "json": jsonl.line,
    "github": github.line,
}


@dataclass(eq=False)
class Telling:
    """What is found goes out at once, where the format allows."""

    form: str
    files: int
    found: list[Finding] = field(default_factory=list)
    _noted: bool = False

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell what was found in one file, or across all."""
        self.found += findings
        if findings and self.form in _LINES:
            self._clear()
            for finding in findings:
                click.echo(_LINES[self.form](finding))
            sys.stdout.flush()

    def progress(self, number: int) -> None:
        """Say how far it is, on a terminal, now and then."""
        shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        if shown and number % _EVERY == 0 and self.files > _EVERY:
            click.echo(f"\r{number:,} of {self.files:,} files\x1b[K", nl=False, err=True)
            self._noted = True

    def end(self) -> None:
        """Tell what could not be told before the end."""
        self._clear()
        if self.form == "sarif":
            root = Path.cwd().as_uri()
            click.echo(sarif.write(self.found, RULES, version=__version__, root=root))
        if self.form == "text":
            click.echo(text.summary(self.found, self.files), err=True)

    def _clear(self) -> None:
        if self._noted:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._noted = False
