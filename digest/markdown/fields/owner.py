"""Owners: the names in a cell, as written."""

import re

from digest.markdown.fields import words

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# A slash after a handle belongs to it: `@northbeam/sre` is one team.
_BETWEEN = re.compile(
    r"\s*[,;、\uff0c・]\s*|\s+[&+]\s+|\s+(?:and|und|et)\s+|(?<=\w)\s*/\s*(?=@)|\s+(?=@)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s*/\s*")
_TO_COME = ("tbd", "tba", "tbc", "todo", "n/a", "na", "none", "未定", "なし")
_NO_ONE = ("nobody", "unassigned", "unknown", "owner", "@owner", "assignee", "who")
_ANYONE = ("name", "@name", "person", "@person", "team", "@team", "@handle", "@username")
_NOBODY = frozenset((*_TO_COME, *_NO_ONE, *_ANYONE))


def read(raw: str) -> tuple[str, ...]:
    """Return the names in an owner's cell, in order; none for a placeholder."""
    if not raw or _placeholder(raw):
        return ()
    parts = _BETWEEN.split(words.plain(_BREAK.sub(",", raw)))
    names = (name for part in parts for name in _slashed(part))
    return tuple(dict.fromkeys(n for n in map(_trim, names) if n and not _placeholder(n)))


def _placeholder(raw: str) -> bool:
    return words.fold(raw).strip("[]<>{}() ") in _NOBODY or not re.search(r"\w", raw)


def _slashed(part: str) -> list[str]:
    return [part] if part.lstrip().startswith("@") else _SLASH.split(part)


def _trim(name: str) -> str:
    return name.strip().strip("[]").rstrip(":").strip()
