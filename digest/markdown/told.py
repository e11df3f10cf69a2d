"""What the parts of an update say: its fields, and the day it is of."""

from collections.abc import Sequence
from datetime import date

from digest.markdown.fields import due
from digest.markdown.parts import FREE, Entry, Part
from digest.model.item import Due
from digest.model.update import FieldValue
from digest.model.vocabulary import Vocabulary

_LISTS = frozenset(
    (
        *("completed", "in_progress", "blockers", "notes", "next"),
        *("tried", "need", "changes", "options"),
    )
)
_DATES = frozenset(("original_eta", "new_eta"))
_MOST_WORDS = 6  # of a date


def fields_of(
    parts: Sequence[Part], base: date | None, vocabulary: Vocabulary
) -> dict[str, FieldValue]:
    """Return what the parts say: dates as `Due`, lists as tuples, the rest as text."""
    fields: dict[str, FieldValue] = {}
    for part in parts:
        if part.name == "details" and not part.entries:
            continue
        name = part.name if part.name != FREE else "notes"
        before = fields.get(name)
        if name in _DATES:
            said = " ".join(e.text for e in part.entries)
            fields[name] = due.read(said, base, vocabulary) or Due(said)
        elif name in _LISTS:
            told = tuple(e.text for e in part.entries)
            fields[name] = (*before, *told) if isinstance(before, tuple) else told
        else:
            told_in_one = _joined(part.entries)
            fields[name] = f"{before} {told_in_one}" if isinstance(before, str) else told_in_one
    return fields


def _joined(entries: Sequence[Entry]) -> str:
    """Return prose as prose, and lists with semicolons."""
    said = ""
    for entry in entries:
        said += ("; " if said and entry.listed else " " if said else "") + entry.text
    return said


def own_date(
    title: str, parts: Sequence[Part], base: date | None, vocabulary: Vocabulary
) -> date | None:
    """Return the day an update says it is of: in its heading or in a field."""
    for part in parts:
        if part.name == "date" and part.entries:
            said = due.read(part.entries[0].text, base, vocabulary)
            if said and said.start:
                return said.start
    return date_in(title, base, vocabulary)


def date_in(title: str, base: date | None, vocabulary: Vocabulary) -> date | None:
    """Return the single day that the last words of a heading name."""
    if not any(character.isdigit() for character in title):
        return None
    words = title.replace("(", " ").replace(")", " ").split()[-_MOST_WORDS:]
    for first in range(len(words)):
        said = due.read(" ".join(words[first:]), base, vocabulary)
        if said and said.start and said.start == said.end:
            return said.start
    return None
