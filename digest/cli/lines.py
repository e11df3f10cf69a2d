"""Lines for a terminal: none wraps, whatever stands in it."""

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text


def head(console: Console, text: str) -> None:
    """Print a heading."""
    say(console, Text(text, "bold"))


def say(console: Console, text: str | Text, *, cuts: bool = True) -> None:
    """Print one line; what does not fit is cut, or where `cuts` is False told all the same."""
    console.print(text, no_wrap=True, overflow="ellipsis" if cuts else "ignore", crop=cuts)


def cut(text: str, room: int, *, end: bool = False) -> str:
    """Return a text that fits, without its end, or where that matters most its beginning."""
    if cell_len(text) <= room:
        return text
    while cell_len(text) >= room:
        text = text[1:] if end else text[:-1]
    return f"…{text}" if end else f"{text}…"
