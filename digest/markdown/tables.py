"""Action items in tables."""

import re
from collections.abc import Iterator

from digest.markdown import columns as columns_of
from digest.markdown import ground as grounds
from digest.markdown import tickets
from digest.markdown.blocks import Cell, Row, Table
from digest.markdown.columns import Columns
from digest.markdown.fields import due, owner, priority, status, words
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.model.item import ActionItem, Form, ReadStatus, Span, Spans
from digest.model.vocabulary import Vocabulary

_GAP = r"(?:\{\{[^{}]*\}\}|[\[<\uff08][^\[\]<>{}]*[\]>\uff09])"  # [Task 1], <owner>, {{date}}
_ASKED = rf"{_GAP}(?:\s+(?:from|by)\s+{_GAP})?"
_TEMPLATE = re.compile(
    rf"{_GAP}(?:\s*(?:[-\u2013\u2014:,]\s*)?(?:(?:eta|owner|due|who|by|from|need)\s*:?\s*)?"
    rf"{_GAP}.*)?(?:\s*\((?:pr )?#?(?:[xyn]|\d+|{_GAP})?\))?|[^:]{{1,40}}:\s+{_ASKED}"
)
_WORD = re.compile(r"[^\W_]")
_FIRST_WORDS = re.compile(r"\s[-\u2013\u2014]\s|[;,.]\s")
_WORDS_OF_PLANS = frozenset(("todo", "tbd", "tba", "tbc"))


def read(
    table: Table, section: str, *, ground: Ground, lines: Lines, vocabulary: Vocabulary
) -> Iterator[ActionItem]:
    """Yield the items of a table, if it is one of action items."""
    columns = columns_of.find(table, ground, vocabulary)
    if columns is None:
        return
    for row in table.rows:
        cell = columns.cell(row, "action")
        if cell is not None and cell.place is not None and _promises(cell.inline, vocabulary):
            yield _item(
                row, columns, section, ground=ground, lines=lines, vocabulary=vocabulary
            )


def _promises(inline: Inline, vocabulary: Vocabulary) -> bool:
    return not placeholder(inline.plain, vocabulary)


def placeholder(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a text is what a template leaves for people to fill in."""
    folded = text.casefold().strip(" .")
    if not _WORD.search(folded) or folded in vocabulary.placeholders:
        return True
    begins = folded.startswith(vocabulary.placeholders)
    said = _FIRST_WORDS.split(folded, maxsplit=1)[0] if begins else ""
    nothing = begins and said in vocabulary.placeholders and said not in _WORDS_OF_PLANS
    return nothing or bool(_TEMPLATE.fullmatch(folded)) or "yyyy-mm-dd" in folded


def _item(
    row: Row,
    columns: Columns,
    section: str,
    *,
    ground: Ground,
    lines: Lines,
    vocabulary: Vocabulary,
) -> ActionItem:
    action = row.cells[columns.of["action"]]
    text_at = action.place or action.inline.whole
    said, status_at = _status(row, columns, vocabulary)
    first, last = lines.of(row.whole)
    key = tickets.of_cell(columns.cell(row, "ticket"))
    return ActionItem(
        text=action.inline.plain,
        line=first,
        end_line=last,
        form=Form.TABLE,
        role=ground.role,
        owners=_owners(columns.said(row, "owner"), vocabulary),
        due=due.read(columns.said(row, "due"), ground.base, vocabulary)
        or grounds.due_here(ground, vocabulary),
        status=said,
        priority=priority.read(columns.said(row, "priority"), vocabulary),
        ticket=key or tickets.anywhere([cell.inline for cell in row.cells]),
        section=section,
        note=_note(columns.cell(row, "note"), vocabulary),
        mark=tickets.explicit([cell.inline for cell in row.cells]) or key,
        spans=Spans(
            whole=row.whole,
            text=text_at,
            owner=columns.place(row, "owner"),
            due=columns.place(row, "due"),
            status=status_at,
            priority=columns.place(row, "priority"),
            note=columns.place(row, "note"),
        ),
    )


def _note(cell: Cell | None, vocabulary: Vocabulary) -> str:
    said = cell.inline.plain if cell else ""
    return "" if placeholder(said, vocabulary) else said


def _owners(raw: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the owners; "Done" where an owner belongs says that nobody is needed."""
    return () if words.fold(raw) in vocabulary.statuses else owner.read(raw)


def _status(
    row: Row, columns: Columns, vocabulary: Vocabulary
) -> tuple[ReadStatus, Span | None]:
    """Return the status and its place; people also write it where a ticket belongs."""
    if "status" in columns.of:
        said = columns.said(row, "status")
        return status.read(said, vocabulary), columns.place(row, "status")
    said = columns.said(row, "ticket")
    cell = columns.cell(row, "ticket")
    if cell and status.alone(said, vocabulary):
        return status.read(said, vocabulary), cell.place
    struck = columns.cell(row, "action")
    if struck and struck.inline.struck:
        return status.read("cancelled", vocabulary), None
    return ReadStatus(), None
