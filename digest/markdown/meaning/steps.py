"""The lines of a progress update: what was done, is being done, comes next."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from digest.markdown import promise
from digest.markdown.entries import Entry
from digest.markdown.fields import due
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.meaning import estimates
from digest.markdown.parts import Part
from digest.model.item import Due
from digest.model.update import Step
from digest.model.vocabulary import Vocabulary

_PARTS = ("completed", "in_progress", "next")
_REF = re.compile(
    r"(?<![\w&/])(?:#\d{1,7}|!\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6})(?![\w-])"
    r"|https?://[^\s<>()\[\]]+"
)


def read(
    parts: Sequence[Part], base: date | None, *, lines: Lines, vocabulary: Vocabulary
) -> tuple[Step, ...]:
    """Return the lines in order; a day stands in the line, or below it as "Realistic"."""
    return tuple(
        Step(
            lines.at(entry.span.start),
            part.name,
            entry.text,
            entry.verb,
            tuple(dict.fromkeys(_refs(entry.inline))),
            _eta(entry, base, lines=lines, vocabulary=vocabulary),
        )
        for part in parts
        if part.name in _PARTS
        for entry in part.entries
    )


def _refs(inline: Inline | None) -> Iterator[str]:
    """Yield numbers and addresses; a linked number counts as its address."""
    if inline is None:
        return
    text = inline.plain
    for link in inline.links:
        if inline.start <= link.span.start < inline.end:
            yield link.target
            text = text.replace(inline.words(link.span), " ", 1)
    yield from (match[0].rstrip(".,;:") for match in _REF.finditer(text))


def _eta(
    entry: Entry, base: date | None, *, lines: Lines, vocabulary: Vocabulary
) -> Due | None:
    if entry.inline is None:
        return None
    said = promise.read(entry.inline, 0, vocabulary).said("due")
    if said:
        return due.read(said, base, vocabulary)
    readings = estimates.below(entry, base, lines=lines, vocabulary=vocabulary)
    return next((each.eta for each in readings if each.reading == "realistic"), None)
