"""What a completion tells its reviewers: changes, what was tested, questions."""

import re
from collections.abc import Iterator, Sequence

from digest.markdown import labels
from digest.markdown.entries import Entry
from digest.markdown.lines import Lines
from digest.markdown.lists import box_of
from digest.markdown.parts import Part
from digest.model.update import Changed, Check, Question
from digest.model.vocabulary import Vocabulary


def changed(parts: Sequence[Part], lines: Lines) -> tuple[Changed, ...]:
    """Return the changes, each with its heading or label as the category."""
    return tuple(
        Changed(lines.at(entry.span.start), *_categorized(entry, part.category))
        for part in parts
        if part.name == "changes"
        for entry in part.entries
    )


def _categorized(entry: Entry, category: str) -> tuple[str, str]:
    """Return the text and its category, which a bold label in the line may give."""
    if entry.verb:
        return entry.text, entry.verb
    line = next(labels.lines(entry.inline)) if entry.inline else None
    if line is not None and line.bold and line.label and line.text:
        return line.text, line.written
    return entry.text, category


def checks(parts: Sequence[Part], lines: Lines, vocabulary: Vocabulary) -> tuple[Check, ...]:
    """Return the boxes below "Testing"."""
    return tuple(_boxes(parts, lines, vocabulary))


def _boxes(parts: Sequence[Part], lines: Lines, vocabulary: Vocabulary) -> Iterator[Check]:
    for part in parts:
        for entry in part.entries if part.name == "testing" else ():
            box = box_of(entry.block) if entry.block else None
            if box is not None:
                done, text = box
                level = _level(f"{text} {part.category}", vocabulary)
                yield Check(lines.at(entry.span.start), text, done, level)


def _level(text: str, vocabulary: Vocabulary) -> str:
    """Return the level whose word comes first."""
    folded = text.casefold()
    found = (
        (match.start(), level)
        for level, words in vocabulary.levels.items()
        for word in words
        if (match := re.search(rf"(?<!\w){re.escape(word)}", folded))
    )
    return min(found, default=(0, ""))[1]


def questions(parts: Sequence[Part], lines: Lines) -> tuple[Question, ...]:
    """Return the questions to reviewers in order."""
    return tuple(
        Question(lines.at(entry.span.start), entry.text)
        for part in parts
        if part.name == "questions"
        for entry in part.entries
    )
