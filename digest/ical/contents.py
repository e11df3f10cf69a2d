"""What stands in a feed of ours, read from its bytes: how much, and what comes next."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_UID = re.compile(rb"^UID:(.+?)(?:-todo)?\r$", re.MULTILINE)
_PART = re.compile(rb"^BEGIN:(VEVENT|VTODO)\r\n(.*?)^END:\1\r$", re.MULTILINE | re.DOTALL)
_LAST = re.compile(rb"^(?:DTEND|DUE);VALUE=DATE:(\d{8})\r$", re.MULTILINE)
_SUMMARY = re.compile(r"^SUMMARY:(.*?)\r$", re.MULTILINE)
_DONE = "✓ "  # before the summary of an event that is done
_ESCAPED = re.compile(r"\\(.)")  # RFC 5545 §3.3.11


@dataclass(frozen=True)
class Contents:
    """How many entries a feed has, and the first of those to come that is not done."""

    entries: int  # an item that is event and to-do counts once
    day: date | None = None  # the last of its days
    title: str = ""


def contents(raw: bytes, today: date) -> Contents:
    """Return what stands in a feed that `write` has written."""
    entries = len(set(_UID.findall(raw)))
    coming = ((day, body) for day, body in _dated(raw) if day >= today)
    for day, body in sorted(coming):
        title = _title(body)
        if not title.startswith(_DONE) and b"\nSTATUS:COMPLETED" not in body:
            return Contents(entries, day, title)
    return Contents(entries)


def _dated(raw: bytes) -> list[tuple[date, bytes]]:
    """Return the last day and the lines of everything that has a day."""
    found = []
    for part in _PART.finditer(raw):
        if told := _LAST.search(part[2]):
            day = date(int(told[1][:4]), int(told[1][4:6]), int(told[1][6:]))
            # DTEND is the day after (§3.6.1), DUE the day itself.
            last = day - timedelta(days=1) if part[1] == b"VEVENT" else day
            found.append((last, part[2]))
    return found


def _title(body: bytes) -> str:
    unfolded = body.replace(b"\r\n ", b"").decode()
    told = _SUMMARY.search(unfolded)
    return _ESCAPED.sub(lambda m: " " if m[1] in "nN" else m[1], told[1]) if told else ""
