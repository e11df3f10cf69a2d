"""The line table of a file: which byte is on which line.

LF, CRLF and a lone CR end a line, as the parser has it; form feed and U+2028 do not, which is
why `str.splitlines` must not be used.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from digest.model.item import Span

Beginning = re.Pattern[bytes]  # what the first bytes of a line match


@dataclass(frozen=True)
class Lines:
    """Where each line starts: byte offsets, the first one 0."""

    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return the 1-based number of the line that holds a byte."""
        return bisect_right(self.starts, offset)

    def of(self, span: Span) -> tuple[int, int]:
        """Return the first and last line of some bytes, 1-based, inclusive."""
        return self.at(span.start), self.at(max(span.start, span.end - 1))


def table(raw: bytes) -> Lines:
    """Return the line table of a file."""
    lines = raw.splitlines(keepends=True)  # of bytes, which ends them where we do
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        lines.pop()
    return Lines((0, *accumulate(map(len, lines))))


def line_of(raw: bytes, number: int) -> str:
    """Return a line, 1-based, without its end; nothing where the file has no such line."""
    starts = (*table(raw).starts, len(raw))
    if not 0 < number < len(starts):
        return ""
    return raw[starts[number - 1] : starts[number]].rstrip(b"\r\n").decode("utf-8", "replace")


def begun(beginning: Beginning, raw: bytes, start: int, end: int) -> bool:
    """Say whether a line of some bytes begins as a pattern has it."""
    at = start
    while at >= 0:
        if beginning.match(raw, at, end):
            return True
        at = raw.find(b"\n", at, end) + 1 or -1
    return False
