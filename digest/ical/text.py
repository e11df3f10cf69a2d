"""Text and times that every client reads."""

import re
from datetime import UTC, datetime

# Anything a strict reader might refuse: controls, lone surrogates, line separators.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# calcurse, node-ical and others undo `\\n` in the wrong order and find a line break in it.
_MISREAD = re.compile(r"\\(?=[nN])")
_LIKE_IT = "\N{FULLWIDTH REVERSE SOLIDUS}"


def clean(text: str) -> str:
    """Return text that every client reads: no controls, no white space around it."""
    safe = _UNSAFE.sub("", text.replace("\r\n", "\n"))
    return _MISREAD.sub(_LIKE_IT, safe).strip() or "-"


def line(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(clean(text).split())


def short(text: str, limit: int = 120) -> str:
    """Return a text of so many characters at most."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def utc(at: datetime) -> datetime:
    """Return a moment as calendars write it: in UTC, in whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0)
