"""Word lists as patterns."""

import re
from collections.abc import Sequence
from functools import lru_cache

_LONGEST = 60  # characters of a text that a message repeats


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks, on one line."""
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "\u2026"
    return f"'{' '.join(short.split())}'"


def begins(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Match a text that begins with one of some words."""
    return _pattern(tuple(words), start=True).match(text)


def holds(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Find the first of some words in a text."""
    return _pattern(tuple(words), start=False).search(text)


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...], *, start: bool) -> re.Pattern[str]:
    """Return a pattern of whole words; scripts without spaces have none."""
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(_bounded(word) for word in longest_first) or "(?!)"
    lead = r"[^\w]*" if start else ""
    return re.compile(rf"{lead}(?P<word>{either})", re.IGNORECASE)


def _bounded(word: str) -> str:
    spaced = r"\s+".join(map(re.escape, word.split()))
    before = r"(?<!\w)" if word[0] < "\u2e80" else ""
    after = r"(?!\w)" if word[-1] < "\u2e80" else ""
    return f"{before}{spaced}{after}"
