"""From the events of the parser to blocks: what is open, and what takes the text.

Events inside a paragraph or cell are kept as they are: `pieces` understands them when asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from digest.markdown.blocks import Block, Code, Heading, Html, ListItem, Paragraph
from digest.markdown.cells import after_box, past_space, trimmed
from digest.markdown.grid import Grid
from digest.markdown.inline import Inline
from digest.markdown.overflow import Overflow
from digest.markdown.pieces import Pair
from digest.model.item import Span

MOST_COLUMNS = 500
DEEPEST = 40  # lists and quotes in each other


@dataclass(eq=False, slots=True)
class Walk:
    """Where the reader is in the file: open items, the leaf that takes text."""

    raw: bytes
    blocks: list[Block]
    items: list[ListItem] = field(default_factory=list)
    depth: int = 0
    leaf: list[Pair] | None = None
    loose: bool = False  # the leaf belongs to no block tag of its own (a tight list item)
    verbatim: list[str] | None = None  # text of a code or HTML block
    grid: Grid | None = None  # the table that is open

    def take(self, pairs: Iterable[Pair]) -> None:
        """Take events of the parser."""
        for pair in pairs:
            event = pair[0]
            if event.__class__ is str:
                if event != "Rule":
                    self._add(pair)
                continue
            (name,) = event
            if name == "Text" and self.verbatim is None:
                self._add(pair)
            elif name == "Start":
                self._start(event[name], pair)
            elif name == "End":
                self._end(event[name], pair)
            else:
                self._other(name, event[name], pair)

    def _add(self, pair: Pair) -> None:
        if self.leaf is None:
            self.leaf, self.loose = [], True
        self.leaf.append(pair)

    def _other(self, name: str, value: Any, pair: Pair) -> None:
        if name == "TaskListMarker":
            if self.items:
                self.items[-1].box = Span(pair[1]["start"], pair[1]["end"])
        elif self.verbatim is not None:
            self.verbatim.append(value)
        elif name in ("Code", "InlineHtml"):
            self._add(pair)

    def _start(self, tag: Any, pair: Pair) -> None:
        name = tag if tag.__class__ is str else next(iter(tag))
        act = self._STARTS.get(name)
        if act is None:
            self._add(pair)
            return
        if self.leaf is not None:
            self._close_loose()
        act(self, tag, pair[1]["start"])

    def _start_leaf(self, tag: Any, start: int) -> None:
        del tag, start
        self.leaf, self.loose = [], False

    def _start_verbatim(self, tag: Any, start: int) -> None:
        del tag, start
        self.verbatim = []

    def _start_row(self, tag: Any, start: int) -> None:
        """Begin no block of its own: the cells say what is in a row."""

    def _start_nesting(self, tag: Any, start: int) -> None:
        del tag
        self.depth += 1
        if self.depth > DEEPEST:
            raise Overflow(start, f"lists and quotes more than {DEEPEST} deep")

    def _start_item(self, tag: Any, start: int) -> None:
        del tag
        parent = self.items[-1] if self.items else None
        item = ListItem(past_space(self.raw, start), parent=parent)
        if parent:
            parent.children.append(item)
        self.items.append(item)
        self.blocks.append(item)

    def _start_table(self, tag: Any, start: int) -> None:
        if len(tag["Table"]) > MOST_COLUMNS:
            raise Overflow(start, f"a table of more than {MOST_COLUMNS} columns")
        self.grid = Grid(self.raw)

    def _end(self, tag: Any, pair: Pair) -> None:
        name = tag if tag.__class__ is str else next(iter(tag))
        act = self._ENDS.get(name)
        if act is not None:
            act(self, tag, pair[1]["start"], pair[1]["end"])
        elif name == "Link":
            self._add(pair)  # where an address in angle brackets ends

    def _end_nesting(self, tag: Any, start: int, end: int) -> None:
        del start, end
        if self.leaf is not None:
            self._close_loose()
        if tag == "Item":
            self.items.pop()
        else:
            self.depth -= 1

    def _close_loose(self) -> None:
        if self.leaf and self.loose:
            start = self.leaf[0][1]["start"]
            # A backslash before the first character belongs to it and to no event.
            start -= self.raw.startswith(b"\\", start - 1)
            self._end_paragraph(None, start, _last(self.leaf))
        self.leaf = None

    def _end_heading(self, tag: Any, start: int, end: int) -> None:
        del start
        found, self.leaf = self.leaf, None
        first, last = (found[0][1]["start"], _last(found)) if found else (end, end)
        inline = Inline(self.raw, first, last, None, found or ())
        self.blocks.append(Heading(int(tag["Heading"][1]), inline))

    def _end_paragraph(self, tag: Any, start: int, end: int) -> None:
        del tag
        found, self.leaf = self.leaf, None
        first, last = trimmed(self.raw, start, end)
        inline = Inline(self.raw, first, last, None, found or ())
        item = self.items[-1] if self.items else None
        if item and item.inline is None and not item.extra and not item.children:
            item.inline = after_box(inline, item.box)
        else:
            self._note_extra()
            self.blocks.append(Paragraph(inline, item))

    def _note_extra(self) -> None:
        if self.items:
            self.items[-1].extra += 1

    def _end_table(self, tag: Any, start: int, end: int) -> None:
        del tag, start, end
        self._note_extra()
        if self.grid and (table := self.grid.table()):
            self.blocks.append(table)

    def _end_verbatim(self, tag: Any, start: int, end: int) -> None:
        text, self.verbatim = "".join(self.verbatim or ()), None
        self._note_extra()
        kind = Code if tag == "CodeBlock" else Html
        self.blocks.append(kind(Span(start, end), text))

    def _end_cell(self, tag: Any, start: int, end: int) -> None:
        del tag
        found, self.leaf = self.leaf, None
        if self.grid:
            self.grid.close_cell(start, end, found or [])

    def _end_row(self, tag: Any, start: int, end: int) -> None:
        del tag
        if self.grid:
            self.grid.close_row(start, end)

    _STARTS: ClassVar = {
        **dict.fromkeys(("Paragraph", "Heading", "TableCell"), _start_leaf),
        **dict.fromkeys(("CodeBlock", "HtmlBlock"), _start_verbatim),
        **dict.fromkeys(("List", "BlockQuote"), _start_nesting),
        **dict.fromkeys(("TableHead", "TableRow"), _start_row),
        "Item": _start_item,
        "Table": _start_table,
    }
    _ENDS: ClassVar = {
        "Paragraph": _end_paragraph,
        "Heading": _end_heading,
        "TableCell": _end_cell,
        **dict.fromkeys(("TableHead", "TableRow"), _end_row),
        "Table": _end_table,
        **dict.fromkeys(("Item", "List", "BlockQuote"), _end_nesting),
        **dict.fromkeys(("CodeBlock", "HtmlBlock"), _end_verbatim),
    }


def _last(found: list[Pair]) -> int:
    """Return the byte after the last of some events; marks come before what is in them."""
    return int(found[0][1]["end"] if len(found) == 1 else max(at["end"] for _, at in found))
