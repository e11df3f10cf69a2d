"""The same promise in several documents, and which of two documents is newer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.lint.reading import Reading
from digest.markdown.fields.words import fold
from digest.model.document import Kind
from digest.model.item import ActionItem

_FEWEST_WORDS = 3  # fewer are said of several things
_PROOF = re.compile(r"\s*\((?:pr|mr|issue)?\s*[#!]\d+\)", re.IGNORECASE)
_ALIKE = 0.5  # of their words, where they name the same ticket


@dataclass(frozen=True)
class Promise:
    """An item with the document it stands in."""

    reading: Reading
    item: ActionItem
    stands: bool = True  # no newer update of the same series has replaced it

    @property
    def day(self) -> date:
        """The day it was written: its update's, else its document's."""
        around = (
            update.day
            for update in self.reading.document.updates
            if update.day and update.line <= self.item.line <= update.end_line
        )
        return next(around, None) or self.reading.document.date or date.min

    @property
    def where(self) -> str:
        """Its file and line."""
        return f"{self.reading.path}:{self.item.line}"


def all_of(readings: Sequence[Reading]) -> Iterator[Promise]:
    """Yield all items but those of older updates in the same file."""
    newest = _newest(readings)
    for reading in readings:
        series = reading.document.series
        stands = series is None or newest[series] == _day(reading)
        for item in reading.document.current:
            yield Promise(reading, item, stands)


def _newest(readings: Sequence[Reading]) -> dict[str, date]:
    """Return the day of the newest update of each series."""
    found: dict[str, date] = {}
    for reading in readings:
        if series := reading.document.series:
            found[series] = max(found.get(series, date.min), _day(reading))
    return found


def _day(reading: Reading) -> date:
    days = [update.day for update in reading.document.updates if update.day]
    return max(days, default=reading.document.date or date.min)


def repeated(readings: Sequence[Reading]) -> Iterator[Promise]:
    """Yield what documents tell once more, as below "Previous action items"."""
    for reading in readings:
        for item in reading.document.repeats:
            yield Promise(reading, item)


def tells(promise: Promise) -> bool:
    """Say whether an item is told of in an update, not promised in a list of its own."""
    return promise.reading.document.kind is Kind.PROGRESS


def same(one: Promise, other: Promise) -> bool:
    """Say whether two items are one promise: the same words, or ticket and most words."""
    if one.reading is other.reading:
        return False
    words, others = _words(one.item), _words(other.item)
    if one.item.ticket and one.item.ticket == other.item.ticket:
        return len(set(words) & set(others)) >= _ALIKE * min(len(words), len(others))
    return len(words) >= _FEWEST_WORDS and words == others


def _words(item: ActionItem) -> list[str]:
    """Return the words without what proves them: `(PR #12)`."""
    return fold(_PROOF.sub("", item.text)).split()
