"""Priorities: the word in a cell, and P0 to P4."""

import re

from digest.markdown.fields import words
from digest.model.item import Priority
from digest.model.vocabulary import Vocabulary

_MARKS = {"🔺": "P0", "⏫": "P1", "🔼": "P2", "🔽": "P3", "⏬": "P4"}  # Obsidian Tasks
_LETTERS = {"a": "P1", "b": "P2", "c": "P3"}  # todo.txt; later letters are P4
_LEVEL = re.compile(r"(?:p|prio|priority|sev|severity)?[\s:#-]*([0-4])(?!\w)")


def read(raw: str, vocabulary: Vocabulary) -> Priority | None:
    """Return the priority as written and as understood; None where nothing is said."""
    if not raw:
        return None
    said = words.plain(raw)
    folded = words.fold(raw)
    if not folded.strip(words.DASHES + "? ") or folded in vocabulary.placeholders:
        return None
    return Priority(said, _level(folded, vocabulary))


def _level(folded: str, vocabulary: Vocabulary) -> str | None:
    for mark, level in _MARKS.items():
        if mark in folded:
            return level
    if re.fullmatch(r"\(?[a-z]\)?", folded):
        return _LETTERS.get(folded.strip("()"), "P4")
    bare = re.sub(r"^\W+", "", folded)
    if found := _LEVEL.match(bare):
        return f"P{found[1]}"
    word = re.split(r"\s*[(:,/\u2013\u2014]", bare)[0].strip()
    return vocabulary.priorities.get(word) or vocabulary.priorities.get(word.split(" ")[0])
