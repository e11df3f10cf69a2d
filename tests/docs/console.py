"""The commands a page shows, in order, with the files it has its reader write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import Fence, fences

# The first line of a block that is told and not run, for the reader to see.
ELSEWHERE = re.compile(r"# on the server\b")
_NAMED = re.compile(r"`([\w./-]+\.(?:toml|md))`:$")
_PROMPT = "$ "


@dataclass(frozen=True)
class File:
    """A file that a page shows whole, under the name in the line above it."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """One command, and what it prints: None where the page does not say."""

    line: int
    text: str
    prints: str | None = None

    def __str__(self) -> str:
        return f"{self.line}: {self.text}"


Step = File | Command


def steps(path: Path) -> Iterator[Step]:
    """Yield what a reader of a page does, in order."""
    text = path.read_text()
    for fence in fences(path):
        above = text.splitlines()[: fence.line - 1]
        if fence.language in ("toml", "markdown") and (name := _name(above)):
            yield File(name, fence.text)
        elif fence.language == "console":
            yield from _shown(fence)
        elif fence.language == "sh" and not ELSEWHERE.match(fence.text):
            yield from (Command(line, said) for line, said in _lines(fence))


def _name(above: list[str]) -> str | None:
    """Return the name of a file at the end of the paragraph above its block."""
    said = next((line for line in reversed(above) if line.strip()), "")
    found = _NAMED.search(said)
    return found[1] if found else None


def _lines(fence: Fence) -> Iterator[tuple[int, str]]:
    """Yield commands with their lines; comments are for the reader."""
    for number, line in enumerate(fence.text.splitlines(), fence.line + 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _shown(fence: Fence) -> Iterator[Command]:
    """Yield each command behind a prompt with what is printed below it."""
    lines = fence.text.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith(_PROMPT)]
    assert starts[:1] == [0], f"{fence}: a console block begins with a command, $ …"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        prints = "".join(f"{line}\n" for line in lines[start + 1 : end])
        yield Command(fence.line + 1 + start, lines[start].removeprefix(_PROMPT), prints)


def like(prints: str) -> re.Pattern[str]:
    """Return a pattern of what a page shows: `...` is any text, alone any lines."""
    parts = []
    for line in prints.rstrip().splitlines():
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            said = (re.escape(part) for part in line.rstrip().split("..."))
            parts.append(".*?".join(said) + r"[ \t]*\n")
    return re.compile("".join(parts))
