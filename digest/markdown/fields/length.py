"""Lengths of time: from words to bounds.  "about 3 hours", "2h 15m", "+3-5 days"."""

import re
import unicodedata
from datetime import timedelta
from functools import lru_cache

from digest.model.duration import Duration
from digest.model.vocabulary import Vocabulary

LONGEST = 200  # characters; nobody writes a length of time at greater length
_NUMBER = (
    r"\d{1,4}(?:[.,]\d{1,2})?|(?:half an?|an?|one|two|three|eine[nmrs]?|ein|une?|uma?)(?=\s)"
)
_WORDS = {"two": 2.0, "three": 3.0}
_CLOCK = r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)"
_BETWEEN = re.compile(rf"{_CLOCK}\s*(?:[a-z]{{3,4}}\s*)?[-\u2013\u2014]\s*{_CLOCK}(?![\d:])")
_LONGEST_DAYS = 3660


def read(raw: str, vocabulary: Vocabulary) -> Duration | None:
    """Return the first length of time that some words name, or None.

    From one time of day to another counts where nothing else is said.
    """
    text = unicodedata.normalize("NFKC", raw[:LONGEST]).casefold()
    match = _pattern(vocabulary).search(text)
    if match:
        return _meant(raw, match, vocabulary)
    clocks = _BETWEEN.search(text)
    if clocks is None:
        return None
    begin, end = (timedelta(hours=int(clocks[i]), minutes=int(clocks[i + 1])) for i in (1, 3))
    length = end - begin if end > begin else end - begin + timedelta(days=1)
    return Duration(raw, length, length)


def without(raw: str, vocabulary: Vocabulary) -> str:
    """Return some words without the lengths of time in them."""
    return _pattern(vocabulary).sub(" ", raw[:LONGEST].casefold())


def spent(raw: str, vocabulary: Vocabulary) -> Duration | None:
    """Return the time that something costs; what it saves is no cost."""
    text = unicodedata.normalize("NFKC", raw[:LONGEST]).casefold()
    for match in _pattern(vocabulary).finditer(text):
        before = text[: match.start()].rstrip().rpartition(" ")[2]
        if before not in vocabulary.saving and before[-1:] not in ("-", "\u2212"):
            return _meant(match[0].strip(), match, vocabulary)
    return None


def _meant(raw: str, match: re.Match[str], vocabulary: Vocabulary) -> Duration | None:
    """Return the bounds of a match; None where it is longer than anybody plans."""
    least = most = 0.0
    for part in _part(vocabulary).finditer(match[0]):
        unit = vocabulary.units[part["unit"].rstrip(".")]
        high = _number(part["high"] or part["low"])
        least += unit * (_number(part["low"]) if part["high"] else high)
        most += unit * high
    if most > _LONGEST_DAYS * 86400 or least > most:
        return None
    return Duration(raw, timedelta(seconds=round(least)), timedelta(seconds=round(most)))


def _number(said: str) -> float:
    if said[0].isdigit():
        return float(said.replace(",", "."))
    return 0.5 if said.startswith("half") else _WORDS.get(said, 1.0)


@lru_cache(maxsize=16)
def _part(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match one number or range with its unit."""
    unit = (
        "|".join(re.escape(u) for u in sorted(vocabulary.units, key=len, reverse=True))
        or "(?!)"
    )
    return re.compile(
        rf"(?<![a-z\d.,:])(?P<low>{_NUMBER})\s*"
        rf"(?:(?:[-\u2013\u2014]|to|bis|or)\s*(?P<high>{_NUMBER})\s*)?-?(?P<unit>{unit})(?![^\W\d_])"
    )


@lru_cache(maxsize=16)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match a length of time, of several units from the longest on."""
    one = re.sub(r"\?P<\w+>", "?:", _part(vocabulary).pattern)
    more = one.replace(r"(?<![a-z\d.,:])", "")
    return re.compile(rf"{one}(?:[\s,]*(?:and|und|et|y|e)?\s*{more}){{0,3}}")
