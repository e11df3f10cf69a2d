"""Action items in tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.markdown import tickets, titles
from digest.markdown.blocks import Cell, Row, Table
from digest.markdown.fields import due, owner, priority, status, words
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.model.item import ActionItem, Form, ReadStatus, Span, Spans
from digest.model.vocabulary import Vocabulary

_FIELDS = ("owner", "due", "status", "priority", "ticket")
_PLAIN = ("owner", "due", "status", "priority")
_GAP = r"(?:\{\{[^{}]*\}\}|[\[<\uff08][^\[\]<>{}]*[\]>\uff09])"  # [Task 1], <owner>, {{date}}
_ASKED = rf"{_GAP}(?:\s+(?:from|by)\s+{_GAP})?"
_TEMPLATE = re.compile(
    rf"{_GAP}(?:\s*(?:[-\u2013\u2014:,]\s*)?(?:(?:eta|owner|due|who|by|from|need)\s*:?\s*)?"
    rf"{_GAP}.*)?(?:\s*\((?:pr )?#?(?:[xyn]|\d+|{_GAP})?\))?|[^:]{{1,40}}:\s+{_ASKED}"
)
_WORD = re.compile(r"[^\W_]")
_FIRST_WORDS = re.compile(r"\s[-\u2013\u2014]\s|[;,.]\s")
_WORDS_OF_PLANS = frozenset(("todo", "tbd", "tba", "tbc"))
_SPLIT = re.compile(r"\s*[/(\uff08&,]\s*|\s+(?:and|or)\s+")


@dataclass(frozen=True)
class Columns:
    """Which column of a table is which field."""

    of: Mapping[str, int]

    def cell(self, row: Row, name: str) -> Cell | None:
        """Return the cell of a field in a row."""
        index = self.of.get(name)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def said(self, row: Row, name: str) -> str:
        """Return the markdown of a field in a row."""
        cell = self.cell(row, name)
        return cell.inline.source if cell else ""

    def place(self, row: Row, name: str) -> Span | None:
        """Return the bytes of a field in a row."""
        cell = self.cell(row, name)
        return cell.place if cell else None


def read(
    table: Table, section: str, *, ground: Ground, lines: Lines, vocabulary: Vocabulary
) -> Iterator[ActionItem]:
    """Yield the items of a table, if it is one of action items."""
    columns = _columns(table, ground, vocabulary)
    if columns is None:
        return
    for row in table.rows:
        cell = columns.cell(row, "action")
        if cell is not None and cell.place is not None and _promises(cell.inline, vocabulary):
            yield _item(
                row, columns, section, ground=ground, lines=lines, vocabulary=vocabulary
            )


def _columns(table: Table, ground: Ground, vocabulary: Vocabulary) -> Columns | None:
    names = [_named(cell.inline.plain, vocabulary) for cell in table.header.cells]
    found: dict[str, tuple[int, int]] = {}
    for index, (name, rank) in enumerate(names):
        if name and (name not in found or rank < found[name][1]):
            found[name] = (index, rank)
    of = {name: index for name, (index, _) in found.items()}
    facts = sum(name in of for name in _PLAIN)
    if "action" not in of and "vague" in of and (ground.bullets or facts > 1):
        of["action"] = of["vague"]
    if "action" not in of and ground.bullets and facts:
        unknown = [i for i, (name, _) in enumerate(names) if not name]
        of.update({"action": unknown[0]} if unknown else {})
    wanted = "action" in of and (facts or ground.bullets)
    return Columns(of) if wanted and (ground.bullets or ground.boxes) else None


def _named(header: str, vocabulary: Vocabulary) -> tuple[str, int]:
    key = titles.key(header) or header.strip()
    known = vocabulary.column_of
    if key in known:
        return known[key]
    parts = [known[part] for part in _SPLIT.split(key) if part in known]
    return min(parts, key=lambda part: part[1], default=("", 0)) if parts else ("", 0)


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
        due=due.read(columns.said(row, "due"), ground.base, vocabulary),
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
