"""Items -> VCALENDAR bytes (RFC 5545, RFC 7986); knows no store, no clock, no web.

The same items on the same day make the same bytes.
"""

from digest.ical.calendar import write
from digest.ical.entry import Announced, Entry
from digest.ical.text import clean
from digest.model.calendar import Choice, Kind

__all__ = ["Announced", "Choice", "Entry", "Kind", "clean", "write"]
