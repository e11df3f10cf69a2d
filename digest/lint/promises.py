"""The same promise in several documents, and which of two documents is newer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.lint.reading import Reading
from digest.markdown.fields.words import fold
from digest.model.document import Kind
from digest.model.item import ActionItem

Key = tuple[str, str]
_MOST = 50  # that are compared: a ticket everybody names tells nothing
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


class Index:
    """Promises by what they may be found again with: their words, or their ticket."""

    def __init__(self, promises: Iterable[Promise]) -> None:
        self._by: dict[Key, list[Promise]] = {}
        for promise in promises:
            for key in _keys(promise.item):
                self._by.setdefault(key, []).append(promise)

    def same(self, promise: Promise) -> Iterator[Promise]:
        """Yield what is the same promise in another document.

        Either the words are the same, or the ticket is and most of the words are.
        """
        words = set(_words(promise.item))
        for key in _keys(promise.item):
            for other in self._by.get(key, ())[:_MOST]:
                alike = len(words & set(_words(other.item)))
                most = min(len(words), len(set(_words(other.item))))
                if other.reading is not promise.reading and alike >= _ALIKE * most:
                    yield other

    def with_ticket(self, ticket: str) -> Iterator[Promise]:
        """Yield what names a ticket as its own."""
        yield from self._by.get(("ticket", ticket), ())[:_MOST]


def _keys(item: ActionItem) -> Iterator[Key]:
    words = _words(item)
    if len(words) >= _FEWEST_WORDS:
        yield "words", " ".join(words)
    if item.ticket:
        yield "ticket", item.ticket


def _words(item: ActionItem) -> list[str]:
    """Return the words without what proves them: `(PR #12)`."""
    return fold(_PROOF.sub("", item.text)).split()
