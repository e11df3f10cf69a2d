"""What the parts of an update say: its fields, and the day it is of."""

from collections.abc import Sequence
from datetime import date

from digest.markdown.dated import day_in
from digest.markdown.entries import Entry
from digest.markdown.fields import due
from digest.markdown.meaning import estimates
from digest.markdown.parts import FREE, OTHER, Part
from digest.model.item import Due
from digest.model.update import FieldValue
from digest.model.vocabulary import Vocabulary

_LISTS = frozenset(
    (
        *("completed", "in_progress", "blockers", "notes", "next"),
        *("tried", "not_tried", "need", "changes", "options", "gaps", "questions"),
    )
)
_DATES = frozenset(("original_eta", "new_eta", "decide_by"))
_UNTOLD = frozenset((OTHER, "details"))  # told elsewhere, or a mere heading of parts


def fields_of(
    parts: Sequence[Part], base: date | None, vocabulary: Vocabulary
) -> dict[str, FieldValue]:
    """Return what the parts say: dates as `Due`, lists as tuples, the rest as text."""
    fields: dict[str, FieldValue] = {}
    for part in parts:
        name = part.name if part.name != FREE else "notes"
        if name in _UNTOLD and not (name == "details" and part.entries):
            continue
        before = fields.get(name)
        if name in _DATES:
            if part.entries:
                fields[name] = _date(part.entries, base, vocabulary)
        elif name in _LISTS:
            told = tuple(e.full for e in part.entries)
            fields[name] = (*before, *told) if isinstance(before, tuple) else told
        else:
            said = _joined(part.entries)
            if said:
                fields[name] = f"{before} {said}" if isinstance(before, str) else said
    return fields


def _date(entries: Sequence[Entry], base: date | None, vocabulary: Vocabulary) -> Due:
    said = " ".join(e.text for e in entries)
    return estimates.day(said, base, vocabulary) or Due(said)


def _joined(entries: Sequence[Entry]) -> str:
    """Return prose as prose, and lists with semicolons."""
    said = ""
    for entry in entries:
        named = f"{entry.verb}: {entry.full}" if entry.verb and entry.prose else entry.full
        said += ("; " if said and entry.listed else " " if said else "") + named
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
    return day_in(title, base, vocabulary)
