"""Items -> VCALENDAR bytes (RFC 5545, RFC 7986); knows no store, no clock, no web, no language.

The same items on the same day make the same bytes.
"""

from digest.ical.calendar import Head, write
from digest.ical.contents import Contents, contents
from digest.ical.entry import Announced, Entry, Words
from digest.ical.text import clean, line, short
from digest.model.calendar import Choice, Kind

__all__ = [
    "Announced",
    "Choice",
    "Contents",
    "Entry",
    "Head",
    "Kind",
    "Words",
    "clean",
    "contents",
    "line",
    "short",
    "write",
]
