"""The pages a reader has, taken apart: fenced blocks and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md")))
_FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, its text, and which page has it."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def page(name: str) -> str:
    """Return a page of docs."""
    return (ROOT / "docs" / name).read_text()


def fences(path: Path) -> list[Fence]:
    """Return the fenced blocks of a page in order."""
    text = path.read_text()
    return [
        Fence(path.name, text.count("\n", 0, m.start()) + 1, m[2], m[3])
        for m in _FENCE.finditer(text)
    ]


def runs(path: Path, *languages: str) -> list[tuple[Fence, ...]]:
    """Return neighbouring fences whose languages are these, in this order."""
    found = fences(path)
    size = len(languages)
    cuts = (found[at : at + size] for at in range(len(found) - size + 1))
    return [tuple(cut) for cut in cuts if tuple(f.language for f in cut) == languages]


def rows(text: str, heading: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the first table below a heading, without its header."""
    below = text.partition(f"\n{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    for line in table[0].splitlines()[2:] if table else ():
        yield tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])


def quoted(cell: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def without_fences(text: str) -> str:
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", text)
