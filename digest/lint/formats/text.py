"""Findings as lines for people: `path:line:column: CODE message (hint)`."""

import re
from collections.abc import Callable, Sequence

from digest.lint.finding import Finding, Place, Severity

# C0, C1, line separators, and what turns the direction of writing.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
Style = Callable[[str, Severity | None], str]


def line(finding: Finding, style: Style) -> str:
    """Return one line; `style` colours a code by its severity, and a hint (None)."""
    hint = style(f" ({harmless(finding.hint)})", None) if finding.hint else ""
    code = style(finding.code, finding.severity)
    return f"{where(finding.place)}: {code} {harmless(finding.message)}{hint}"


def where(place: Place) -> str:
    """Return a place as editors and terminals take it."""
    parts = [harmless(place.path), *(str(n) for n in (place.line, place.column) if n)]
    return ":".join(parts)


def harmless(said: str) -> str:
    """Return a document's words so that a terminal only shows them."""
    return _CONTROL.sub("\ufffd", said)


def summary(findings: Sequence[Finding], files: int) -> str:
    """Return what was found, in one line."""
    if not findings:
        return f"{_count(files, 'file')}: nothing found"
    counts = {s: sum(f.severity is s for f in findings) for s in reversed(Severity)}
    told = ", ".join(
        f"{n} advice" if s is Severity.ADVICE else _count(n, s.value)
        for s, n in counts.items()
        if n
    )
    fixable = sum(bool(f.fix) for f in findings)
    mended = f"; {fixable:,} can be mended with --fix" if fixable else ""
    return f"{_count(files, 'file')}: {told}{mended}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
