"""Findings as GitHub's workflow commands, which become annotations on a pull request.

`::warning file=a.md,line=3,col=1,title=DG101::message`, escaped as the toolkit of Actions does
it: `%`, CR and LF everywhere, `:` and `,` in properties too.
"""

from digest.lint.finding import Finding, Severity
from digest.lint.formats.text import harmless

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def line(finding: Finding) -> str:
    """Return one command."""
    place = finding.place
    told = {
        "file": place.path,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column if place.end_line == place.line else 0,
        "title": finding.code,
    }
    properties = ",".join(f"{k}={_property(str(v))}" for k, v in told.items() if v)
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"::{_COMMANDS[finding.severity]} {properties}::{_text(finding.message + hint)}"


def _text(said: str) -> str:
    lines = said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return harmless(lines)


def _property(said: str) -> str:
    return _text(said).replace(":", "%3A").replace(",", "%2C")
