"""From the events of the parser to blocks: what is open, and what takes the text.

Events inside a paragraph or cell are kept as they are: `pieces` understands them when asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from digest.markdown.blocks import Block, Code, Heading, Html, ListItem, Paragraph
from digest.markdown.cells import after_box, past_space, trimmed
from digest.markdown.grid import Grid
from digest.markdown.inline import Inline
from digest.markdown.overflow import Overflow
from digest.markdown.pieces import MARKS, Pair
from digest.model.item import Span

MOST_COLUMNS = 500
DEEPEST = 40  # lists and quotes in each other

_Range = Mapping[str, int]  # the bytes of a block, as `start` and `end`


@dataclass(eq=False, slots=True)
class Walk:
    """Where the reader is in the file: open items, the text that stands in no block."""

    raw: bytes
    blocks: list[Block]
    items: list[ListItem] = field(default_factory=list)
    depth: int = 0
    loose: list[Pair] = field(default_factory=list)  # the text of a tight list item
    grid: Grid | None = None  # the table that is open

    def take(self, pairs: Iterator[Pair]) -> None:
        """Take events of the parser."""
        for pair in pairs:
            event = pair[0]
            if event.__class__ is str:
                if event != "Rule":
                    self.loose.append(pair)
                continue
            (name,) = event
            if name == "Start":
                self._start(event[name], pair, pairs)
            elif name == "End":
                self._end(event[name], pair)
            elif name == "TaskListMarker":
                self._box(pair[1])
            else:
                self.loose.append(pair)

    def _box(self, at: _Range) -> None:
        if self.items:
            self.items[-1].box = Span(at["start"], at["end"])

    def _start(self, tag: Any, pair: Pair, pairs: Iterator[Pair]) -> None:
        act = self._STARTS.get(tag if tag.__class__ is str else next(iter(tag)))
        if act is None:
            self.loose.append(pair)
            return
        if self.loose:
            self._close_loose()
        act(self, tag, pair[1], pairs)

    def _leaf(self, pairs: Iterator[Pair]) -> list[Pair] | None:
        """Return the events up to the end of a block of text; None where they end before."""
        found: list[Pair] = []
        for pair in pairs:
            event = pair[0]
            if event.__class__ is dict:
                if "End" in event:
                    tag = event["End"]
                    if tag.__class__ is not str or tag not in MARKS:
                        return found
                    if tag != "Link":  # where an address in angle brackets ends
                        continue
                elif "TaskListMarker" in event:
                    self._box(pair[1])
                    continue
            found.append(pair)
        return None

    def _heading(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        found = self._leaf(pairs)
        if found is not None:
            end = at["end"]
            first, last = (found[0][1]["start"], _last(found)) if found else (end, end)
            inline = Inline(self.raw, first, last, None, found)
            self.blocks.append(Heading(int(tag["Heading"]["level"][1]), inline))

    def _paragraph(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        del tag
        found = self._leaf(pairs)
        if found is not None:
            self._text(at["start"], at["end"], found)

    def _text(self, start: int, end: int, found: list[Pair]) -> None:
        """Take a paragraph, the first of a list item as its own text."""
        first, last = trimmed(self.raw, start, end)
        inline = Inline(self.raw, first, last, None, found)
        item = self.items[-1] if self.items else None
        if item and item.inline is None and not item.extra and not item.children:
            item.inline = after_box(inline, item.box)
        else:
            self._note_extra()
            self.blocks.append(Paragraph(inline, item))

    def _close_loose(self) -> None:
        found, self.loose = self.loose, []
        start = found[0][1]["start"]
        # A backslash before the first character belongs to it and to no event.
        start -= self.raw.startswith(b"\\", start - 1)
        self._text(start, _last(found), found)

    def _note_extra(self) -> None:
        if self.items:
            self.items[-1].extra += 1

    def _verbatim(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        """Take a block of code or HTML: all up to its end is text."""
        said: list[str] = []
        for event, _ in pairs:
            if "End" in event:
                self._note_extra()
                kind = Html if tag == "HtmlBlock" else Code
                self.blocks.append(kind(Span(at["start"], at["end"]), "".join(said)))
                return
            said.extend(event.values())

    def _nesting(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        del tag, pairs
        self.depth += 1
        if self.depth > DEEPEST:
            raise Overflow(at["start"], f"lists and quotes more than {DEEPEST} deep")

    def _item(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        del tag, pairs
        parent = self.items[-1] if self.items else None
        item = ListItem(past_space(self.raw, at["start"]), parent=parent)
        if parent:
            parent.children.append(item)
        self.items.append(item)
        self.blocks.append(item)

    def _table(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        del pairs
        if len(tag["Table"]) > MOST_COLUMNS:
            raise Overflow(at["start"], f"a table of more than {MOST_COLUMNS} columns")
        self.grid = Grid(self.raw)

    def _row(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        """Begin no block of its own: the cells say what is in a row."""

    def _cell(self, tag: Any, at: _Range, pairs: Iterator[Pair]) -> None:
        del tag
        found = self._leaf(pairs)
        if found is not None and self.grid:
            self.grid.close_cell(at["start"], at["end"], found)

    def _end(self, tag: Any, pair: Pair) -> None:
        if _inline(tag):
            if tag == "Link":
                self.loose.append(pair)
        elif tag in ("TableHead", "TableRow"):
            if self.grid:
                self.grid.close_row(pair[1]["start"], pair[1]["end"])
        elif tag == "Table":
            self._end_table()
        else:
            self._end_nesting(tag)

    def _end_table(self) -> None:
        self._note_extra()
        if self.grid and (table := self.grid.table()):
            self.blocks.append(table)

    def _end_nesting(self, tag: Any) -> None:
        if self.loose:
            self._close_loose()
        if tag == "Item":
            self.items.pop()
        else:
            self.depth -= 1

    _STARTS: ClassVar = {
        "Paragraph": _paragraph,
        "Heading": _heading,
        "TableCell": _cell,
        **dict.fromkeys(("CodeBlock", "HtmlBlock"), _verbatim),
        **dict.fromkeys(("List", "BlockQuote"), _nesting),
        **dict.fromkeys(("TableHead", "TableRow"), _row),
        "Item": _item,
        "Table": _table,
    }


def _inline(tag: Any) -> bool:
    """Say whether a tag is one of text, not of a block."""
    return tag.__class__ is str and tag in MARKS


def _last(found: list[Pair]) -> int:
    """Return the byte after the last of some events; marks come before what is in them."""
    return int(found[0][1]["end"] if len(found) == 1 else max([at["end"] for _, at in found]))
