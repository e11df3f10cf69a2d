"""Dates as they stand in texts: those that no calendar has, and times of day."""

import re
from collections.abc import Iterator
from datetime import date

# Years far away are something else: a version, a ticket.
_ISO = re.compile(r"(?<![\w./-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w-])")
_ISO_RAW = re.compile(rb"(?:19|20)\d\d-\d\d-\d\d")
_SLASHED = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)(?!\d)")
_MONTHS = 12
_CLOCK = re.compile(
    r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|\b(?:1[0-2]|[1-9])\s?[ap]m\b", re.IGNORECASE
)


def impossible_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the ISO dates of a text that are on no calendar."""
    for match in _ISO.finditer(text):
        if not _exists(*map(int, match.groups())):
            yield match


def impossible(text: str) -> bool:
    """Say whether a date is written as one and is on no calendar."""
    return any(True for _ in impossible_in(text))


def suspicious(raw: bytes) -> bool:
    """Say cheaply whether a file holds a date that no calendar has."""
    return any(impossible(found.decode()) for found in set(_ISO_RAW.findall(raw)))


def twofold(text: str) -> bool:
    """Say whether a date is one day with the month first and another with the day first."""
    found = _SLASHED.search(text)
    return (
        found is not None and found[1] != found[2] and max(map(int, found.groups())) <= _MONTHS
    )


def clock(text: str) -> re.Match[str] | None:
    """Find a time of day."""
    return _CLOCK.search(text)


def clocks(text: str) -> Iterator[re.Match[str]]:
    """Yield every time of day in a text."""
    return _CLOCK.finditer(text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
