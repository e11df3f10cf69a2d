"""What must not stand in a log is taken out of every line, whoever wrote it."""

import re
from traceback import extract_tb

_LONGEST = 500  # characters of one text
_INNERMOST = 8  # frames that are told
_ROOM = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ADDRESS = re.compile(r"[^\s@<>\"'()\[\],;:=/]+@[^\s@<>\"'()\[\],;:=/]+")
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{32}(?![a-z0-9])", re.IGNORECASE)


def cleaned(text: str) -> str:
    """Return a text on one line, without addresses and tokens: a relay may quote both."""
    told = _TOKEN.sub("[token]", _ADDRESS.sub("[address]", _ROOM.sub(" ", text).strip()))
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def fault(error: BaseException) -> dict[str, str]:
    """Return the kind of an exception and the way to where it was raised."""
    frames = extract_tb(error.__traceback__)[-_INNERMOST:]
    way = " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames)
    return {"error": type(error).__name__, **({"at": way} if way else {})}
