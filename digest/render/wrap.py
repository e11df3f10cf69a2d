"""Plain text on 72 columns."""

import re
from collections.abc import Iterator
from itertools import chain, repeat

from digest.render.cells import fitting, padded, pieces
from digest.render.cells import width as cells

WIDTH = 72
_INDENT = 5
_BLANKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """Break at spaces and between wide signs; what is longer than a line is cut."""
    if cells(text) <= width:
        return [text] if text else []
    lines, current = [], ""
    for blank, piece in _pieces(text):
        if cells(current) + len(blank) + cells(piece) <= width:
            current += (blank if current else "") + piece
            continue
        lines.append(current)
        *cut, current = _cut(piece, width)
        lines += cut
    return [line for line in (*lines, current) if line]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stays on one line, each with the blank before it, if any."""
    for word in text.split():
        yield from zip(chain((" ",), repeat("")), pieces(word), strict=False)


def _cut(piece: str, width: int) -> Iterator[str]:
    while cells(piece) > width:
        end = fitting(piece, width)
        yield piece[:end]
        piece = piece[end:]
    yield piece


def paragraph(text: str, indent: int = 0) -> str:
    """Return a text wrapped, every line indented."""
    return "\n".join(" " * indent + line for line in wrap(text, WIDTH - indent))


def hang(text: str, mark: str = "") -> str:
    """Return a text wrapped under a mark such as `#7`, five columns wide."""
    column = max(_INDENT, cells(mark) + 1)
    lines = wrap(text, WIDTH - column)
    return "\n".join(
        padded(mark if n == 0 else "", column) + line for n, line in enumerate(lines)
    )


def underline(text: str, stroke: str = "-") -> str:
    """Return a heading with a line of `stroke` under its longest line."""
    lines = wrap(text)
    return "\n".join([*lines, stroke * max(map(cells, lines), default=0)])


def tidy(text: str) -> str:
    """Return a rendered text without trailing blanks and with single empty lines."""
    return _BLANKS.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"
