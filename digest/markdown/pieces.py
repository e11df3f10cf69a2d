"""What the parser says of inline markdown, as pieces."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

# An event of the parser, and the bytes it is of as `start` and `end`.
Pair = tuple[Any, Any]
# Kind, text or address, first byte, byte after the last.
Piece = tuple[str, str, int, int]

_TEXTS = {"Text": "text", "Code": "code", "InlineHtml": "html"}
MARKS = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "struck",
    "Link": "link",
    "Image": "image",
}
_SILENT = frozenset(MARKS.values())
_MANY = 20  # pieces
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def pieces_of(found: Sequence[Pair]) -> tuple[Piece, ...]:
    """Return the pieces that the parser's events are."""
    pieces: list[Piece] = []
    mails: list[int] = []  # where the addresses in angle brackets begin
    for event, at in found:
        start, end = at["start"], at["end"]
        if event.__class__ is str:
            pieces.append(("break", "", start, end))
            continue
        ((name, value),) = event.items()
        if name in _TEXTS:
            pieces.append((_TEXTS[name], value, start, end))
        elif name == "Start":
            pieces.extend(_opened(value, start, end, mails))
        elif value == "Link" and start in mails:
            pieces.append(("mail", ">", end - 1, end))
    return tuple(pieces)


def _opened(tag: Any, start: int, end: int, mails: list[int]) -> Iterator[Piece]:
    if isinstance(tag, str):
        yield MARKS[tag], "", start, end
        return
    ((name, value),) = tag.items()
    if value.get("link_type") == "Email":
        mails.append(start)
        yield "mail", "<", start, start + 1
    yield MARKS[name], str(value.get("dest_url", "")), start, end


def words(pieces: tuple[Piece, ...], start: int, end: int) -> str:
    """Return what pieces say between two bytes, as plain text on one line."""
    said = [
        text if kind == "text" and first >= start and last <= end else _said(piece, start, end)
        for piece in _among(pieces, start, end)
        for kind, text, first, last in (piece,)
        if kind not in _SILENT and first < end and last > start
    ]
    return " ".join("".join(said).split())


def _among(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """Return pieces with all among them that say something between two bytes."""
    if len(pieces) < _MANY:
        return pieces
    first = bisect_right(pieces, start, key=_begin)
    # Before it, only one piece of text can reach into these bytes.
    while first > 0 and pieces[first - 1][0] in _SILENT:
        first -= 1
    return pieces[max(0, first - 1) : bisect_left(pieces, end, key=_begin)]


def _begin(piece: Piece) -> int:
    return piece[2]


def _said(piece: Piece, first: int, last: int) -> str:
    kind, text, start, end = piece
    if kind == "text":
        # Only plain runs are ever cut: there bytes and text agree.
        encoded = text.encode()
        if len(encoded) == end - start:
            cut = encoded[max(0, first - start) : max(0, last - start)]
            return cut.decode("utf-8", "replace")
        return text
    if kind == "break" or (kind == "html" and _BREAK.fullmatch(text)):
        return " "
    return text if kind in ("code", "mail") else ""
