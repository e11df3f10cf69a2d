"""Where the content of a cell or a line stands, without the space round it."""

import re
from collections.abc import Iterator, Sequence

from digest.markdown.blocks import Cell
from digest.markdown.inline import Inline
from digest.model.item import Span

_SPACE = b" \t\r\n\f\v"
_BROKEN_DELIMITER = re.compile(rb"[^\n\r]*-[ \t]+:?-")
_NEAR = 99  # bytes of line ends and indentation before a bullet
_LONGEST_DELIMITER = 10_000  # bytes


def trimmed(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its ends; an empty one keeps its start."""
    if start < end and raw[start] not in _SPACE and raw[end - 1] not in _SPACE:
        return start, end
    right = raw[start:end].rstrip(_SPACE)
    if not right:
        return start, start
    return start + len(right) - len(right.lstrip(_SPACE)), start + len(right)


def past_space(raw: bytes, start: int) -> int:
    """Return where a list item begins.

    After a tab the parser has a nested one begin at the line end before it.
    """
    if raw[start] not in _SPACE:
        return start
    near = raw[start : start + _NEAR]
    return start + len(near) - len(near.lstrip())


def after_box(inline: Inline, box: Span | None) -> Inline:
    """Return the content of a task without its box."""
    if box is None:
        return inline
    start, end = trimmed(inline.raw, max(inline.start, box.end), max(inline.end, box.end))
    return inline.part(start, end)


def vacant(raw: bytes, start: int, end: int) -> Span | None:
    """Return where content of an empty cell belongs: after its first space, before a pipe."""
    if raw[end : end + 1] != b"|" and not (start < end):
        return None
    place = start + (end > start)
    return Span(place, place)


def within(whole: Span, raw: bytes, cells: Sequence[Cell]) -> Iterator[Cell]:
    """Give the first missing cell of a row that ends with a pipe its place after that pipe."""
    open_end = raw[whole.end - 1 : whole.end] == b"|"
    for cell in cells:
        missing = cell.place is None or cell.place.start >= whole.end
        if not missing:
            yield cell
        else:
            place = Span(whole.end, whole.end) if open_end else None
            yield Cell(Inline(raw, whole.end, whole.end), place)
            open_end = False


def proper(raw: bytes, end: int) -> bool:
    """Say whether the line after a header row, which ends at `end`, makes a table of it.

    The parser takes `:-- --:` for a delimiter; GFM and what people preview with do not.
    """
    below = raw.find(b"\n", end) + 1
    return not _BROKEN_DELIMITER.match(raw, below, below + _LONGEST_DELIMITER)
