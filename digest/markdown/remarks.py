"""Notes of list items: `- Note: …` below one, `(note: …)` at its end."""

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.blocks import ListItem
from digest.markdown.fields import words
from digest.markdown.fields.notes import BETWEEN
from digest.markdown.fields.statusfind import Range
from digest.markdown.inline import Inline
from digest.model.item import Span
from digest.model.vocabulary import Vocabulary

_LONGEST = 40  # characters of a label and the markup round it
_EXPLAINING = re.compile(r"\s*([^\W\d_][^:\uff1a\n]{0,40}?)\s*[:\uff1a]\s")
_TOO_COMMON = ("update", "updates")  # as often the beginning of a task


def label(inline: Inline, vocabulary: Vocabulary) -> int | None:
    """Return the character at which the words of a note begin; None where it is none."""
    head = inline.bytes[: _LONGEST * 4]
    if b":" not in head and b"\xef\xbc\x9a" not in head:
        return None
    match = _label(vocabulary).match(inline.masked)
    return match.end() if match else None


def below(item: ListItem, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """Return what the bullets below a list item note, and the bytes of the last of them."""
    found = list(_below(item, vocabulary))
    if not found:
        return None
    return BETWEEN.join(said for said, _ in found), found[-1][1]


def find(text: str, inside: Range, vocabulary: Vocabulary) -> Range | None:
    """Return the characters of a note among those in the brackets at the end of a line."""
    match = _label(vocabulary).match(text, *inside)
    return (match.end(), inside[1]) if match else None


def _below(item: ListItem, vocabulary: Vocabulary) -> Iterator[tuple[str, Span]]:
    for child in item.children:
        inline = child.inline
        first = label(inline, vocabulary) if inline and child.box is None else None
        if inline is not None and first is not None:
            said = inline.span(first, len(inline.masked))
            yield inline.words(said), said


@lru_cache(maxsize=64)
def _label(vocabulary: Vocabulary) -> re.Pattern[str]:
    plain = [n for n in vocabulary.columns.get("note", ()) if n not in _TOO_COMMON]
    return re.compile(rf"\s*{words.any_of(plain)}\s*[:\uff1a]\s*(?=\S)", re.IGNORECASE)


def explains(inline: Inline, vocabulary: Vocabulary) -> bool:
    """Say whether a bullet below an item begins with a label such as "Context:"."""
    match = _EXPLAINING.match(inline.masked)
    return match is not None and titles.key(match[1]) in vocabulary.explaining
