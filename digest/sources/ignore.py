"""The `.digestignore` of a source: foreign bytes that become patterns."""

import re

from digest.errors import Problem
from digest.model.place import pattern_flaw

NAME = ".digestignore"
MAX_BYTES = 50_000
_PATTERNS = 200
# Patterns become regular expressions; with more stars than this one could stall a gather.
_STARS = 3
_LONGEST = 200  # characters


def patterns(raw: bytes) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the patterns of an ignore file, and a problem for each line that is none."""
    taken: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", _text(raw)), 1):
        if not line.strip() or line.startswith("#"):
            continue
        flaw = _flaw(line, len(taken))
        if flaw:
            problems.append(Problem(NAME, number, f"{line[:60]!r} {flaw}", rule="source"))
        else:
            taken.append(line)
    return tuple(taken), tuple(problems)


def _text(raw: bytes) -> str:
    return raw[:MAX_BYTES].decode("utf-8-sig", errors="replace")


def _flaw(line: str, taken: int) -> str | None:
    if taken >= _PATTERNS:
        return f"is one pattern too many ({_PATTERNS} are taken)"
    if len(line) > _LONGEST or len(re.findall(r"\*+", line)) > _STARS:
        return f"is too intricate (write it with at most {_STARS} stars)"
    return pattern_flaw(line)
