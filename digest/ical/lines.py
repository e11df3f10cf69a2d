"""Content lines (RFC 5545 §3.1): a name, a value, 75 octets at most before they are folded."""

from collections.abc import Iterable
from datetime import date, datetime

from digest.ical.text import clean, utc

_OCTETS = 75  # of one line, without its end
_WITHIN = 0x80  # the upper two bits of what does not begin a character in UTF-8
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})  # §3.3.11


def text(name: str, value: str) -> str:
    """Return a line whose value is text."""
    return f"{name}:{clean(value).translate(_ESCAPES)}"


def texts(name: str, values: Iterable[str]) -> str:
    """Return a line whose value is a list of texts."""
    return f"{name}:{','.join(clean(value).translate(_ESCAPES) for value in values)}"


def day(name: str, when: date) -> str:
    """Return a line whose value is a day, which no time zone moves (§3.3.4)."""
    return f"{name};VALUE=DATE:{when.year:04}{when.month:02}{when.day:02}"


def moment(name: str, at: datetime) -> str:
    """Return a line whose value is a moment, in UTC (§3.3.5)."""
    told = utc(at)  # a year before 1000 has four digits, too, which `%Y` forgets
    return f"{name}:{told.year:04}{told:%m%dT%H%M%SZ}"


def component(name: str, lines: Iterable[str]) -> bytes:
    """Return a component of its lines, which hold what `text` has cleaned or what is ASCII."""
    return b"".join(map(_folded, (f"BEGIN:{name}", *lines, f"END:{name}")))


def _folded(line: str) -> bytes:
    """Return a line with its end, folded between characters, never inside one."""
    raw = line.encode()
    if len(raw) <= _OCTETS:
        return raw + b"\r\n"
    parts, start, room = [], 0, _OCTETS
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == _WITHIN:
            end -= 1
        parts.append(raw[start:end])
        start, room = end, _OCTETS - 1  # after a space
    return b"\r\n ".join([*parts, raw[start:]]) + b"\r\n"
