"""Which word is written for a status: the document's own before any of ours."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from digest.markdown.fields import notes, words
from digest.markdown.fields.cell import Cell, split
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

ENGLISH: Mapping[Status, str] = {
    Status.OPEN: "Open",
    Status.IN_PROGRESS: "In progress",
    Status.BLOCKED: "Blocked",
    Status.DONE: "Done",
    Status.CANCELLED: "Cancelled",
}
_PICTURE = {
    Status.OPEN: "⏳",
    Status.IN_PROGRESS: "🔄",
    Status.BLOCKED: "⛔",
    Status.DONE: "✅",
    Status.CANCELLED: "🚫",
}


def choose(
    status: Status, *, old: Cell | None, column: Sequence[Cell], vocabulary: Vocabulary
) -> str:
    """Return the column's most usual word for a status, else ours in the column's dress."""
    own = Counter(cell.styled for cell in column if cell.value is status)
    if own:
        return own.most_common(1)[0][0]
    seen = [*([old] if old else []), *column]
    if not seen:
        return ENGLISH[status]
    return _dressed(status, seen[0], _language(seen, vocabulary))


def kept(old: Cell | None, status: Status, vocabulary: Vocabulary) -> str:
    """Return what followed the old word, as far as it may follow the new one.

    The reason of a block, how far along it was, how it was finished: these go, notes stay.
    """
    if old is None:
        return ""
    if old.value is Status.BLOCKED:
        return notes.of_tail(old.tail)
    tail = old.tail.rstrip()
    bare = tail.strip(words.DASHES + " ([:,;")
    inner = split(bare, vocabulary) if bare else None
    contradicts = (
        re.match(r"\s*\w", tail)  # goes on from the word: "since May", "until #49"
        or re.search(r"\d\s*%|\d/\d", tail)
        or (inner and inner.value is not status)
        or (old.value.closed and "](" not in tail)
    )
    return notes.of_tail(old.tail) if contradicts else tail


def _language(seen: Sequence[Cell], vocabulary: Vocabulary) -> Mapping[Status, str]:
    spoken = {words.fold(cell.word) for cell in seen}
    sets = (ENGLISH, *vocabulary.wordings)
    return max(sets, key=lambda own: sum(words.fold(word) in spoken for word in own.values()))


def _dressed(status: Status, sample: Cell, language: Mapping[Status, str]) -> str:
    """Return our word with the sample's case, emphasis and, if it has one, a picture."""
    word = cased(language.get(status, ENGLISH[status]), sample.word)
    bare = re.sub(r"<\w+>|~", "", sample.lead)
    emphasis = bare[len(bare.rstrip("*_`")) :]
    pictured = bare.strip("*_` ")
    if not re.search(r"\w", sample.word):
        return sample.lead + _PICTURE[status]
    lead = f"{_PICTURE[status]} {emphasis}" if pictured else emphasis
    return lead + word + emphasis[::-1]


def cased(word: str, sample: str) -> str:
    """Return a word in the case of a sample."""
    if sample.isupper():
        return word.upper()
    if sample.islower():
        return word.lower()
    if sample.istitle() and re.search(r"\W", sample):
        return word.title()
    return word
