"""What the parser says of inline markdown, as pieces."""

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


def pieces_of(found: Sequence[Pair]) -> tuple[Piece, ...]:
    """Return the pieces that the parser's events are."""
    pieces: list[Piece] = []
    mails: list[int] = []  # where the addresses in angle brackets begin
    for event, at in found:
        start, end = at["start"], at["end"]
        if isinstance(event, str):
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
