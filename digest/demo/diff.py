"""A unified diff as rows to show, with the words that changed marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile


@dataclass(frozen=True)
class Row:
    """One line of a diff in three pieces; only the middle one differs from its partner."""

    sign: str  # "-", "+", " " or "@" between two places of a file
    head: str
    changed: str = ""
    tail: str = ""


def rows(diff: str) -> list[Row]:
    """Return the lines of a unified diff, without those that name the files."""
    lines = [line for line in diff.splitlines() if line[:1] in ("-", "+", " ", "@")]
    told = [line for line in lines if not line.startswith(("--- ", "+++ "))]
    return list(_marked(told))


def _marked(lines: list[str]) -> Iterator[Row]:
    """Pair lines that went with those that came in their place."""
    runs = [(sign, list(run)) for sign, run in groupby(lines, key=lambda line: line[0])]
    before: list[str] = []
    for place, (sign, run) in enumerate(runs):
        after = runs[place + 1] if place + 1 < len(runs) else ("", [])
        if sign == "-":
            pairs = after[1] if after[0] == "+" else []
        else:
            pairs = before if sign == "+" else []
        for at, line in enumerate(run):
            yield _row(line, pairs[at] if len(pairs) == len(run) else line)
        before = run if sign == "-" else []


def _row(line: str, partner: str) -> Row:
    sign, mine, other = line[0], line[1:], partner[1:]
    if sign in "@ " or line == partner:
        return Row(sign, "" if sign == "@" else mine)
    start = _alike(mine, other)
    end = len(mine) - _alike(mine[start:][::-1], other[start:][::-1])
    start, end = _whole(mine, start, end, "|" if mine.startswith("|") else " ")
    return Row(sign, mine[:start], mine[start:end], mine[end:])


def _alike(one: str, two: str) -> int:
    """Return how many characters two texts begin with in common."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))
    )


def _whole(line: str, start: int, end: int, between: str) -> tuple[int, int]:
    """Widen a place to whole cells or words: half a date is harder to read than a whole one."""
    start = line.rfind(between, 0, start) + 1
    end = found if (found := line.find(between, end)) >= 0 else len(line)
    inner = line[start:end]
    if not inner.strip():
        return start, start
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())
