"""Word lists as patterns."""

import re
from collections.abc import Sequence
from functools import lru_cache

_UNSPACED = "\u2e80"  # from here on scripts have no spaces between words
_FIRST = re.compile(r"(?:^|[.,;:(])\W*$")
_LAST = re.compile(r"\s*(?:$|[.,;:!?()\u2014\u2013])")
_LONGEST = 60  # characters of a text that a message repeats
_MOST_LINES = 5  # that a message names


def quoted(text: str) -> str:
    """Return the beginning of a text in quotation marks, on one line."""
    short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "\u2026"
    return f"'{' '.join(short.split())}'"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as a sentence has them: `a, b and c`."""
    *before, end = parts
    return f"{', '.join(before)} {last} {end}" if before else end


def lines(numbers: Sequence[int]) -> str:
    """Return where something stands: `line 3`, or `lines 3, 5 and 8`; of many the first."""
    if len(numbers) > _MOST_LINES:
        return f"lines {', '.join(map(str, numbers[:_MOST_LINES]))}, \u2026"
    return f"line{'s' if len(numbers) > 1 else ''} {listed([*map(str, numbers)])}"


def begins(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Match a text that begins with one of some words, whatever mark stands before them."""
    return _pattern(tuple(words), before=r"[^\w]*").match(text)


def ends(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Match a text that ends with one of some words, as sentences do in German."""
    return _pattern(tuple(words), after=r"\W*$").search(text)


def holds(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Find the first of some words in a text."""
    return _pattern(tuple(words)).search(text)


def apart(text: str, words: Sequence[str]) -> re.Match[str] | None:
    """Find one of some words where a clause begins or ends: "later", not "later releases"."""
    for match in _pattern(tuple(words)).finditer(text):
        unspaced = match["word"][-1] >= _UNSPACED
        last = _LAST.match(text, match.end()) is not None
        if unspaced or last or _FIRST.search(text[: match.start()]):
            return match
    return None


def follows(text: str, first: Sequence[str], then: Sequence[str]) -> re.Match[str] | None:
    """Find one of some words right after one of others, such as a verb after a name."""
    return _pair(tuple(first), tuple(then)).search(text) if first and then else None


@lru_cache(maxsize=32)
def _pair(first: tuple[str, ...], then: tuple[str, ...]) -> re.Pattern[str]:
    before, after = ("|".join(map(_bounded, words)) for words in (first, then))
    return re.compile(rf"(?P<word>(?:{before})\s+(?:{after}))", re.IGNORECASE)


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...], *, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return a pattern of whole words; scripts without spaces have none."""
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(_bounded(word) for word in longest_first) or "(?!)"
    return re.compile(rf"{before}(?P<word>{either}){after}", re.IGNORECASE)


def _bounded(word: str) -> str:
    spaced = r"\s+".join(map(re.escape, word.split())).replace("'", "['\u2019]")
    first = r"(?<!\w)" if word[0].isalnum() and word[0] < _UNSPACED else ""
    last = r"(?!\w)" if word[-1] < _UNSPACED else ""
    return f"{first}{spaced}{last}"
