"""Due dates back into words, in the format of what stands there."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from digest.markdown.fields import dateform, names, ranges, words
from digest.markdown.fields.names import Names
from digest.model.item import Due
from digest.model.vocabulary import Vocabulary

_WRAPPED = re.compile(r"(?P<open>[*_~`📅\ufe0f ]*)(?P<core>.*?)(?P<close>[*_~`]*)", re.DOTALL)
_TO = re.compile(rf"\s?[{words.DASHES[3:]}~\u301c]\s?|\s-\s|\s(?:to|bis)\s")


def write(
    new: Due,
    like: str,
    others: Sequence[str],
    *,
    base: date | None = None,
    vocabulary: Vocabulary | None = None,
) -> str:
    """Return a date in the format of the value it replaces, else of the column's others.

    ISO where neither has one we know, and where the format would not say which day is meant:
    no year, and one that `base` does not make right; 04/12.  A phrase that means no day is
    written as it was typed.
    """
    if new.start is None:
        return words.literal(new.raw)
    known = names.of(vocabulary or Vocabulary())
    opening, core, closing = _unwrapped(like)
    for sample in (core, *_usual(others)):
        text = _ranged(new, sample, base, known)
        if text:
            return opening + text + closing
    return opening + _iso(new) + closing


def _unwrapped(like: str) -> tuple[str, str, str]:
    match = _WRAPPED.fullmatch(like)
    return (match["open"], match["core"], match["close"]) if match else ("", like, "")


def _usual(others: Sequence[str]) -> list[str]:
    """Return the column's values, those of the most usual shape first."""
    cores = [_unwrapped(raw)[1] for raw in others]
    shape = {core: re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", core)) for core in cores}
    counts = Counter(shape[core] for core in cores)
    return sorted(cores, key=lambda core: -counts[shape[core]])


def _iso(new: Due) -> str:
    if new.start is None or new.end in (None, new.start):
        return str(new.start)
    return f"{new.start} to {new.end}"


def _ranged(new: Due, sample: str, base: date | None, known: Names) -> str | None:
    """Return the day or days in a sample's format, if it has one that says them right."""
    first, last = new.start, new.end or new.start
    one = (ranges.ends(sample) or (sample, sample))[1]
    left = first and dateform.write(first, one, base, known)
    right = last and dateform.write(last, one, base, known)
    if not left or not right:
        return None
    if first == last:
        return right
    between = _TO.search(sample)
    usual = " to " if left[-2:].isdigit() and "-" in left else " \u2013 "
    return left + (between[0] if between else usual) + right
