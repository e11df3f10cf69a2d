"""Plain text on 72 columns."""

import re

from digest.render.cells import fitting, padded
from digest.render.cells import width as cells

WIDTH = 72
_INDENT = 5
_BLANKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """Break at spaces; a word longer than a line is cut, so that no line is too long."""
    if cells(text) <= width:
        return [text] if text else []
    lines, current = [], ""
    for word in text.split():
        if current and cells(current) + 1 + cells(word) <= width:
            current += " " + word
            continue
        lines.append(current)
        while cells(word) > width:
            end = fitting(word, width)
            lines.append(word[:end])
            word = word[end:]  # noqa: PLW2901 - the rest of it is the word that is left
        current = word
    return [line for line in (*lines, current) if line]


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
