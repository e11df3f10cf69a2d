"""Tables written as HTML, as blocks like any other: each cell with the bytes of its content."""

import html
import re
from collections.abc import Iterable, Iterator

from digest.markdown.blocks import Block, Cell, Html, Row, Table
from digest.markdown.cells import trimmed
from digest.markdown.inline import Inline
from digest.markdown.pieces import Piece
from digest.model.item import Span

_LARGEST = 200_000  # bytes of a table
_OPEN = re.compile(rb"<table(?:\s[^<>]*)?>", re.IGNORECASE)
_CLOSE = re.compile(rb"</table\s*>", re.IGNORECASE)
_ROW = re.compile(
    rb"<tr(?:\s[^<>]*)?>(.*?)(?:</tr\s*>|(?=<tr[\s>])|\Z)", re.IGNORECASE | re.DOTALL
)
_CELL = re.compile(
    rb"<t[dh](?:\s[^<>]*)?>(.*?)(?:</t[dh]\s*>|(?=<t[dh][\s>])|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9]*)([^<>]*)>", re.IGNORECASE)
_ENTITY = re.compile(rb"&#?\w{1,32};?")
_ADDRESS = re.compile(rb"\shref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HIDDEN = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
# Cells over several rows or columns, and tables in tables: which column is which is a guess.
_ODD = re.compile(rb"\s(?:row|col)span\s*=\s*[\"']?(?!1\b)|<table[\s>]", re.IGNORECASE)
_MARKS = {
    **dict.fromkeys((b"strong", b"b"), "strong"),
    **dict.fromkeys((b"s", b"del", b"strike"), "struck"),
    b"a": "link",
    b"code": "emphasis",
}


def opened(blocks: Iterable[Block], raw: bytes) -> Iterator[Block]:
    """Yield the blocks of a file, with the tables that its HTML holds after that HTML."""
    end, close = 0, Span(0, 0)
    for block in blocks:
        yield block
        if not isinstance(block, Html) or "<table" not in block.text.casefold():
            continue
        shown = _HIDDEN.sub(lambda match: b" " * len(match[0]), block.span.of(raw))
        for first in _OPEN.finditer(shown):
            start = block.span.start + first.start()
            # Blank lines cut HTML into several blocks: the table may end in a later one.
            if close.end <= start:
                close = _close(raw, start)
            if start >= end and close.end - start <= _LARGEST:
                end = close.end
                yield from _table(raw, start + len(first[0]), close.start)


def _close(raw: bytes, start: int) -> Span:
    """Return where the next table ends; far beyond the file where none does."""
    last = _CLOSE.search(raw, start)
    return Span(*last.span()) if last else Span(len(raw), len(raw) + 2 * _LARGEST)


def _table(raw: bytes, start: int, end: int) -> Iterator[Table]:
    shown = _HIDDEN.sub(lambda match: b" " * len(match[0]), raw[start:end])
    rows = [] if _ODD.search(shown) else [*_rows(raw, shown, start)]
    if len(rows) > 1:
        yield Table(rows[0], tuple(rows[1:]))


def _rows(raw: bytes, shown: bytes, start: int) -> Iterator[Row]:
    for row in _ROW.finditer(shown):
        cells = tuple(_cell(raw, cell, start) for cell in _CELL.finditer(shown, *row.span(1)))
        if cells:
            yield Row(Span(*trimmed(raw, start + row.start(), start + row.end())), cells)


def _cell(raw: bytes, cell: re.Match[bytes], start: int) -> Cell:
    first, last = trimmed(raw, start + cell.start(1), start + cell.end(1))
    pieces = sorted(_pieces(raw, first, last), key=lambda piece: (piece[2], -piece[3]))
    return Cell(Inline(raw, first, last, tuple(pieces)), Span(first, last))


def _pieces(raw: bytes, first: int, last: int) -> Iterator[Piece]:
    """Yield what stands between tags as text, and the tags that mean something."""
    at = first
    begun: dict[bytes, tuple[int, str]] = {}
    for tag in _TAG.finditer(raw, first, last):
        yield from _text(raw, at, tag.start())
        at, name = tag.end(), tag[2].lower()
        if name == b"br":
            yield "html", "<br>", tag.start(), tag.end()
        elif name in _MARKS and not tag[1]:
            address = _ADDRESS.search(tag[3])
            begun[name] = (
                tag.start(),
                address[1].decode("utf-8", "replace") if address else "",
            )
        elif name in begun:
            opening, target = begun.pop(name)
            yield _MARKS[name], target, opening, tag.end()
    yield from _text(raw, at, last)


def _text(raw: bytes, start: int, end: int) -> Iterator[Piece]:
    """Yield runs of text, and what stands for a character by itself: its bytes are others."""
    at = start
    for entity in _ENTITY.finditer(raw, start, end):
        for first, last in ((at, entity.start()), entity.span()):
            if first < last:
                said = html.unescape(raw[first:last].decode("utf-8", "replace"))
                yield "text", said, first, last
        at = entity.end()
    if at < end:
        yield "text", raw[at:end].decode("utf-8", "replace"), at, end
