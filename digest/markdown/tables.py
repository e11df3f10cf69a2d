"""Action items in tables.

What a row has no cell for is read beside the words of its action cell, as in a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.markdown import called, people, tickets
from digest.markdown import columns as columns_of
from digest.markdown import ground as grounds
from digest.markdown import promise as promising
from digest.markdown.blocks import Cell, Row, Table
from digest.markdown.columns import Columns
from digest.markdown.fields import due, owner, priority, status, words
from digest.markdown.findings import Promise
from digest.markdown.made import Reader
from digest.markdown.placeholders import placeholder
from digest.model.item import ActionItem, Form, ReadStatus, Span, Spans
from digest.model.vocabulary import Vocabulary

_NOTHING = re.compile(r"^\s*(?:n/a|none|-+)[\s,;:-]+", re.IGNORECASE)  # before a status
_FIELDS = ("owner", "due", "status", "priority", "note")


@dataclass(frozen=True)
class _Row:
    """A row and its fields: each in a cell of its own, else beside what is to be done."""

    row: Row
    columns: Columns
    place: Span  # of the action cell
    beside: Promise

    def at(self, name: str) -> Span | None:
        """Return the bytes of a field."""
        return self.columns.place(self.row, name) or self.beside.span(name)

    def said(self, name: str) -> str:
        """Return the markdown of a field."""
        span = self.beside.span(name)
        if span is None:
            return self.columns.said(self.row, name)
        return span.of(self.beside.inline.raw).decode("utf-8", "replace")

    def note(self, vocabulary: Vocabulary) -> str:
        """Return what is noted, as plain text."""
        span, cell = self.beside.span("note"), self.columns.cell(self.row, "note")
        if span is not None:
            return self.beside.inline.words(span)
        said = cell.inline.plain if cell else ""
        return "" if placeholder(said, vocabulary) else said

    @property
    def text(self) -> Span:
        """What is to be done, without the fields beside it."""
        ends = self.beside.text
        return self.beside.inline.span(*ends) if ends[0] < ends[1] else self.place


def read(table: Table, reader: Reader) -> Iterator[ActionItem]:
    """Yield the items of a table, if it is one of action items."""
    columns = columns_of.find(table, reader.ground, reader.vocabulary)
    if columns is None:
        return
    for row in table.rows:
        cell = columns.cell(row, "action")
        if cell is None or cell.place is None:
            continue
        if columns.typed and not columns_of.task(row, columns.of["type"], reader.vocabulary):
            continue
        if not placeholder(cell.inline.plain, reader.vocabulary):
            beside = _beside(row, cell, columns, reader)
            yield _item(_Row(row, columns, cell.place, beside), reader)


def _beside(row: Row, cell: Cell, columns: Columns, reader: Reader) -> Promise:
    """Return what the action cell says of the fields for which its row has no other."""
    told = {name for name in _FIELDS if columns.place(row, name) is not None}
    if _elsewhere(row, columns, reader.vocabulary):
        told.add("status")
    if told.issuperset(_FIELDS):
        return Promise(cell.inline, "")
    known = reader.known
    return promising.read(cell.inline, 0, reader.vocabulary, known=known, told=frozenset(told))


def _item(row: _Row, reader: Reader) -> ActionItem:
    vocabulary = reader.vocabulary
    inlines = [cell.inline for cell in row.row.cells]
    said, status_at = _status(row, vocabulary)
    first, last = reader.lines.of(row.row.whole)
    due_at = row.at("due")
    due_at = None if due_at == status_at else due_at
    day = due.read(row.said("due") if due_at else "", reader.ground.base, vocabulary)
    key = tickets.of_cell(row.columns.cell(row.row, "ticket"))
    return ActionItem(
        text=row.beside.inline.words(row.text),
        line=first,
        end_line=last,
        form=Form.TABLE,
        role=reader.ground.role,
        owners=_owners(row.said("owner"), reader),
        due=day or grounds.due_here(reader.ground, vocabulary),
        status=said,
        priority=priority.read(row.said("priority"), vocabulary),
        ticket=key or tickets.anywhere(inlines),
        section=reader.section,
        note=row.note(vocabulary),
        mark=tickets.explicit(inlines) or row.beside.mark or key,
        spans=Spans(
            whole=row.row.whole,
            text=row.text,
            owner=row.at("owner"),
            due=due_at,
            status=status_at,
            priority=row.at("priority"),
            note=row.at("note"),
            cell=row.place,
        ),
    )


def _owners(raw: str, reader: Reader) -> tuple[str, ...]:
    """Return the owners; "Done" where an owner belongs says that nobody is needed."""
    if words.fold(raw) in reader.vocabulary.statuses:
        return ()
    # "Kim decides when" is Kim.
    who = people.subject(raw, called.names(reader.known, reader.vocabulary))
    return owner.read(raw[slice(*who)] if who else raw)


def _status(row: _Row, vocabulary: Vocabulary) -> tuple[ReadStatus, Span | None]:
    """Return the status and its place; people also write it where a ticket belongs."""
    if place := row.at("status"):
        return status.read(row.said("status"), vocabulary), place
    if cell := _elsewhere(row.row, row.columns, vocabulary):
        return status.read(_said(cell), vocabulary), cell.place
    if row.beside.inline.struck:
        return status.read("cancelled", vocabulary), None
    return ReadStatus(), None


def _elsewhere(row: Row, columns: Columns, vocabulary: Vocabulary) -> Cell | None:
    """Return the cell for something else in which a row without a status has one."""
    if "status" in columns.of:
        return None
    ticket, day = columns.cell(row, "ticket"), columns.cell(row, "due")
    if ticket and status.alone(_said(ticket), vocabulary):
        return ticket
    taken = set(columns.of.values()) - {columns.of.get("note")}
    for index, cell in enumerate(row.cells):
        plain = index not in taken and words.fold(_said(cell)) in vocabulary.boards
        if plain and status.alone(_said(cell), vocabulary):
            return cell
    return day if day and status.read(_said(day), vocabulary).value.closed else None


def _said(cell: Cell) -> str:
    return _NOTHING.sub("", cell.inline.source)
