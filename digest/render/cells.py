"""How wide a text is where every sign has its cells: in a terminal, in a mail of plain text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width, name

# A line may end between wide signs: not before a stop or accent, not behind a bracket.
_NOT_FIRST = {"Pe", "Pf", "Po", "Lm", "Mn", "Cf"}
_NOT_LAST = {"Ps", "Pi"}
_WIDE = 2
_NO_CELL = {"Mn", "Me", "Cc"}
_JOINER = "\u200d"  # between pictures that are one
# Latin letters, dashes, quotation marks: a cell each, and most of what is written.
_NARROW = re.compile("[ -~\u00a0-\u02ff\u2013\u2014\u2018-\u201e\u2026]*")
_AS_PICTURE = "\ufe0f"  # makes a narrow sign before it a picture, which is wide


def width(text: str) -> int:
    """Return the cells of a line: Chinese, Japanese, Korean and pictures take two a sign.

    Where terminals differ it is the most that any of them takes.
    """
    return len(text) if _NARROW.fullmatch(text) else sum(map(_cells, text))


def fitting(text: str, room: int) -> int:
    """Return how many signs of a text fit; one at least, so that there is an end to it."""
    if _NARROW.fullmatch(text):
        return len(text) if len(text) <= room else max(room, 1)
    used = 0
    for number, sign in enumerate(text):
        used += _cells(sign)
        if used > room:
            return max(number, 1)
    return len(text)


def pieces(word: str) -> Iterator[str]:
    """Yield the parts of a word between which a line may end: wide signs, mostly each."""
    if _NARROW.fullmatch(word):
        yield word
        return
    begun = ""
    for sign in word:
        if begun and _parted(begun[-1], sign):
            yield begun
            begun = ""
        begun += sign
    yield begun


def _parted(sign: str, after: str) -> bool:
    if _WIDE not in (_cells(sign), _cells(after)):
        return False
    first = category(after) in _NOT_FIRST or " SMALL " in name(after, "")
    return not first and category(sign) not in _NOT_LAST


def padded(text: str, room: int) -> str:
    """Return a text with as many blanks behind it as fill a column."""
    return text + " " * max(room - width(text), 0)


@lru_cache(maxsize=4096)  # a text has few different signs, and many of each
def _cells(sign: str) -> int:
    if sign == _AS_PICTURE:
        return 1
    if sign == _JOINER or category(sign) in _NO_CELL:
        return 0
    return _WIDE if east_asian_width(sign) in "WF" else 1
