"""Estimates: optimistic, realistic and pessimistic, original and new."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from digest.markdown.entries import Entry
from digest.markdown.fields import due, length
from digest.markdown.lines import Lines
from digest.markdown.parts import Part
from digest.model.item import Due
from digest.model.update import Estimate
from digest.model.vocabulary import Vocabulary

READINGS = ("optimistic", "realistic", "pessimistic")
_PARTS = {"original_eta": "original", "new_eta": "new", **{name: name for name in READINGS}}

_ORNAMENT = " ~+.,()"
_ROUNDLY = ("", "about", "around", "roughly", "approx", "ca", "etwa", "rund", "environ")


def read(
    parts: Sequence[Part], base: date | None, *, lines: Lines, vocabulary: Vocabulary
) -> tuple[Estimate, ...]:
    """Return the estimates of an update in order, those below its lines too."""
    return tuple(_every(parts, base, lines, vocabulary))


def _every(
    parts: Sequence[Part], base: date | None, lines: Lines, vocabulary: Vocabulary
) -> Iterator[Estimate]:
    for part in parts:
        if part.name in _PARTS and part.entries:
            said = " ".join(entry.text for entry in part.entries)
            at = lines.at(part.entries[0].span.start)
            yield _estimate(at, _PARTS[part.name], said, base, vocabulary)
        for entry in part.entries:
            yield from below(entry, base, lines=lines, vocabulary=vocabulary)


def below(
    entry: Entry, base: date | None, *, lines: Lines, vocabulary: Vocabulary
) -> Iterator[Estimate]:
    """Yield the readings that stand in lines of their own below another."""
    for reading in READINGS:
        line = entry.below(reading, vocabulary) if entry.children else None
        if line is not None:
            at = lines.at(line.whole.start)
            yield _estimate(at, reading, line.text, base, vocabulary)


def _estimate(
    line: int, reading: str, said: str, base: date | None, vocabulary: Vocabulary
) -> Estimate:
    eta, lasts = day(said, base, vocabulary), length.read(said, vocabulary)
    if eta is None and lasts and base and reading in READINGS:
        # As "ETA: 3 days" does.  The original and the new estimate count from another day.
        with suppress(OverflowError):  # at the end of all years
            eta = Due(said, base + lasts.least, base + lasts.most)
    return Estimate(line, reading, said, eta, lasts)


def day(said: str, base: date | None, vocabulary: Vocabulary) -> Due | None:
    """Return the day or days that an estimate names; a mere length of time names none."""
    plain = length.without(said, vocabulary)
    where = due.find(plain, vocabulary)
    # "in 3 days" is a day, "3 days" and "about 3 days" are not.
    bare = plain.strip(_ORNAMENT) in _ROUNDLY
    for words in (plain, plain[where[0] : where[1]] if where else "", "" if bare else said):
        found = due.read(words, base, vocabulary)
        if found is not None and found.day is not None:
            return Due(said.strip(), found.start, found.end)
    return None
