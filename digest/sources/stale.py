"""Where two versions of a file part."""

import re
from itertools import zip_longest

from digest.errors import StaleEdit

_SHOWN = 200  # bytes of a line that an error quotes
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")


def stale(path: str, seen: bytes, found: bytes) -> StaleEdit:
    """Return the error that names the first line which is not what it was."""
    pairs = zip_longest(_LINE.findall(seen), _LINE.findall(found), fillvalue=b"")
    for number, (before, now) in enumerate(pairs, 1):
        if before != now:
            return StaleEdit(path, number, _cut(before), _cut(now))
    return StaleEdit(path, 1, b"", b"")


def _cut(line: bytes) -> bytes:
    return line.rstrip(b"\r\n")[:_SHOWN]
