"""Priorities: the word in a cell, P0 to P4, and back into the words of a column."""

import re
from collections import Counter
from collections.abc import Sequence

from digest.markdown.fields import words
from digest.markdown.fields.wording import cased
from digest.model.item import Priority
from digest.model.vocabulary import Vocabulary

_MARKS = {"🔺": "P0", "⏫": "P1", "🔼": "P2", "🔽": "P3", "⏬": "P4"}  # Obsidian Tasks
_LETTERS = {"a": "P1", "b": "P2", "c": "P3"}  # todo.txt; later letters are P4
_TAIL = re.compile(r"\s*[(:,/\u2013\u2014].*$", re.DOTALL)
_DRESS = re.compile(r"(?P<lead>\W*)(?P<word>.*?)(?P<close>[*_~]*)", re.DOTALL)
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


def write(level: str, *, like: str, others: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return a priority in the words of the value it replaces and of the column's others.

    `level` is P0 to P4, which is what is written where neither says anything.
    """
    meant = {raw: said.value for raw in (like, *others) if (said := read(raw, vocabulary))}
    tail = (found[0] if (found := _TAIL.search(like)) else "") if meant.get(like) else ""
    own = Counter(_TAIL.sub("", raw) for raw in others if meant.get(raw) == level)
    if own:
        return own.most_common(1)[0][0] + tail
    samples = [_TAIL.sub("", raw) for raw in (like, *others) if meant.get(raw)]
    return (_ranked(level, samples[0], vocabulary) if samples else level) + tail


def letter(level: str) -> str | None:
    """Return the letter of todo.txt for a level; None for P0, which has none."""
    found = {meant: each.upper() for each, meant in _LETTERS.items()}
    return found.get(level, "D" if level == "P4" else None)


def _ranked(level: str, sample: str, vocabulary: Vocabulary) -> str:
    """Return a level as a sample says another one: a mark, a number or a word."""
    for mark in _MARKS:
        if mark in sample:
            return sample.replace(
                mark, next(m for m, meant in _MARKS.items() if meant == level)
            )
    if re.fullmatch(r"\(?[A-Za-z]\)?", sample):
        return re.sub("[A-Za-z]", letter(level) or level, sample)
    match = _DRESS.fullmatch(sample)
    if match is None:  # pragma: no cover - everything fits
        return level
    if number := _LEVEL.match(match["word"].casefold()):
        at = number.start(1)
        return (
            match["lead"]
            + match["word"][:at]
            + level[1:]
            + match["word"][at + 1 :]
            + match["close"]
        )
    return _worded(level, match, vocabulary)


def _worded(level: str, match: re.Match[str], vocabulary: Vocabulary) -> str:
    """Return the word for a level in the language, case and emphasis of a sample's."""
    spoken = words.fold(match["word"])
    ranks = [r for r in vocabulary.ranks if any(spoken in said for said in r.values())]
    if not ranks or not ranks[0].get(level):
        return level
    # Another picture may say another priority; emphasis says none.
    marks = "".join(c for c in match["lead"] if c in "*_~")
    return marks + cased(ranks[0][level][0].capitalize(), match["word"]) + match["close"]


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
