"""From the events of the parser to blocks: what is open, and what takes the text."""

from dataclasses import dataclass, field
from typing import Any

from digest.markdown.blocks import (
    Block,
    Cell,
    Code,
    Heading,
    Html,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from digest.markdown.cells import after_box, proper, trimmed, vacant, within
from digest.markdown.inline import Inline, Piece
from digest.markdown.overflow import Overflow
from digest.model.item import Span

MOST_COLUMNS = 500
DEEPEST = 40  # lists and quotes in each other
_INLINE = {"Text": "text", "Code": "code", "InlineHtml": "html"}
_MARKS = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "struck",
    "Link": "link",
    "Image": "image",
}


@dataclass(eq=False)
class Walk:
    """Where the reader is in the file: open items, the leaf that takes text."""

    raw: bytes
    base: int
    blocks: list[Block]
    items: list[ListItem] = field(default_factory=list)
    depth: int = 0
    leaf: list[Piece] | None = None
    loose: bool = False  # the leaf belongs to no block tag of its own (a tight list item)
    verbatim: list[str] | None = None  # text of a code or HTML block
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event of the parser."""
        if isinstance(event, str):
            if event != "Rule":
                self._add("break", "", start, end)
            return
        ((name, value),) = event.items()
        if name in _INLINE:
            self._text(_INLINE[name], value, start, end)
        elif name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._end(value, start, end)
        elif name == "TaskListMarker" and self.items:
            self.items[-1].box = Span(start, end)
        elif name == "Html" and self.verbatim is not None:
            self.verbatim.append(value)

    def _text(self, kind: str, value: str, start: int, end: int) -> None:
        if self.verbatim is not None:
            self.verbatim.append(value)
        else:
            self._add(kind, value, start, end)

    def _add(self, kind: str, value: str, start: int, end: int) -> None:
        if self.leaf is None:
            self.leaf, self.loose = [], True
        self.leaf.append((kind, value, start, end))

    def _start(self, tag: Any, start: int, end: int) -> None:
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in _MARKS:
            self._mark(name, value, start, end)
            return
        self._close_loose()
        if name in ("Paragraph", "Heading", "TableCell"):
            self.leaf, self.loose = [], False
        elif name in ("CodeBlock", "HtmlBlock"):
            self.verbatim = []
        elif name in ("List", "BlockQuote"):
            self._deeper(start)
        elif name == "Item":
            self._item(start)
        elif name == "Table":
            self._table(value, start)

    def _deeper(self, start: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Overflow(start, f"lists and quotes more than {DEEPEST} deep")

    def _item(self, start: int) -> None:
        parent = self.items[-1] if self.items else None
        # After a tab the parser has a nested item begin at the line end before it.
        start += len(self.raw[start : start + 99]) - len(self.raw[start : start + 99].lstrip())
        item = ListItem(start, parent=parent)
        if parent:
            parent.children.append(item)
        self.items.append(item)
        self.blocks.append(item)

    def _table(self, alignments: Any, start: int) -> None:
        if len(alignments) > MOST_COLUMNS:
            raise Overflow(start, f"a table of more than {MOST_COLUMNS} columns")
        self.rows, self.cells = [], []

    def _mark(self, name: str, value: Any, start: int, end: int) -> None:
        text = str(value.get("dest_url", "")) if value else ""
        if value and value.get("link_type") == "Email":
            self._add("mail", "<", start, start + 1)
        self._add(_MARKS[name], text, start, end)

    def _end(self, tag: Any, start: int, end: int) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name in _MARKS:
            self._close_mark(name, start, end)
        elif name in ("Paragraph", "Heading"):
            level = int(tag["Heading"][1]) if name == "Heading" else 0
            self._close(start, end, level)
        elif name.startswith("Table"):
            self._end_of_table(name, start, end)
        elif name in ("CodeBlock", "HtmlBlock"):
            self._close_verbatim(name, Span(start, end))
        elif name in ("List", "BlockQuote"):
            self._close_loose()
            self.depth -= 1
        elif name == "Item":
            self._close_loose()
            self.items.pop()

    def _end_of_table(self, name: str, start: int, end: int) -> None:
        if name == "TableCell":
            self._cell(start, end)
        elif name == "Table":
            self._close_table()
        else:
            self._row(start, end)

    def _close_mark(self, name: str, start: int, end: int) -> None:
        if name == "Link" and any(p[0] == "mail" and p[2] == start for p in self.leaf or ()):
            self._add("mail", ">", end - 1, end)

    def _close_loose(self) -> None:
        if self.leaf and self.loose:
            start, end = self.leaf[0][2], max(piece[3] for piece in self.leaf)
            # A backslash before the first character belongs to it and to no event.
            start -= self.raw[start - 1 : start] == b"\\"
            self._close(start, end, 0)
        self.leaf = None

    def _close(self, start: int, end: int, level: int) -> None:
        pieces, self.leaf = tuple(self.leaf or ()), None
        if level:
            inner = (pieces[0][2], max(p[3] for p in pieces)) if pieces else (end, end)
            self.blocks.append(Heading(level, Inline(self.raw, *inner, pieces)))
            return
        inline = Inline(self.raw, *trimmed(self.raw, start, end), pieces)
        item = self.items[-1] if self.items else None
        if item and item.inline is None and not item.extra and not item.children:
            item.inline = after_box(inline, item.box)
        else:
            self._note_extra()
            self.blocks.append(Paragraph(inline, item))

    def _note_extra(self) -> None:
        if self.items:
            self.items[-1].extra += 1

    def _close_table(self) -> None:
        self._note_extra()
        header, *rows = self.rows
        if proper(self.raw, header.whole.end):
            self.blocks.append(Table(header, tuple(rows)))

    def _close_verbatim(self, name: str, span: Span) -> None:
        text, self.verbatim = "".join(self.verbatim or ()), None
        self._note_extra()
        self.blocks.append(Code(span, text) if name == "CodeBlock" else Html(span, text))

    def _cell(self, start: int, end: int) -> None:
        pieces, self.leaf = tuple(self.leaf or ()), None
        a, b = trimmed(self.raw, start, end)
        place: Span | None = Span(a, b)
        if a == b:
            place = vacant(self.raw, start, end)
        self.cells.append(Cell(Inline(self.raw, a, b, pieces), place))

    def _row(self, start: int, end: int) -> None:
        whole = Span(*trimmed(self.raw, start, end))
        self.rows.append(Row(whole, tuple(within(whole, self.raw, self.cells))))
        self.cells = []
