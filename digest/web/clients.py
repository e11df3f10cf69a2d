"""Who asks for calendars: programs by their names, and when each address was asked for."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock

from digest.model.calendar import Fetch

SETTLES = 30  # seconds for which fetches are gathered before they are written
_LONGEST = 40  # characters of a name that we do not know

# What a program says of itself -> as people know it; the first that is found counts.
_KNOWN = {
    "google-calendar": "Google Calendar",
    "googlecalendar": "Google Calendar",
    "microsoft.exchange": "Outlook",
    "microsoft office": "Outlook",
    "outlook": "Outlook",
    "dataaccessd": "Apple Calendar",
    "calendaragent": "Apple Calendar",
    "accountsd": "Apple Calendar",
    "macos": "Apple Calendar",
    "ios/": "Apple Calendar",
    "thunderbird": "Thunderbird",
    "lightning": "Thunderbird",
    "vdirsyncer": "vdirsyncer",
    "pimsync": "pimsync",
    "khal": "khal",
    "homeassistant": "Home Assistant",
    "home assistant": "Home Assistant",
    "nextcloud": "Nextcloud",
    "fastmail": "Fastmail",
    "icsx5": "ICSx⁵",
    "davx5": "DAVx⁵",
    "akonadi": "KOrganizer",
    "evolution": "GNOME Evolution",
    "gnome-calendar": "GNOME Calendar",
    "proton": "Proton Calendar",
    "mozilla/": "a browser",
}


@lru_cache(maxsize=256)
def client_of(agent: str) -> str:
    """Return how people call the program with this User-Agent (RFC 9110 §10.1.5)."""
    folded = agent.casefold()
    for said, name in _KNOWN.items():
        if said in folded:
            return name
    first = agent.partition("/")[0].strip()
    return "".join(c for c in first if c.isprintable())[:_LONGEST] or "unknown"


@dataclass
class Fetches:
    """What was asked for and is not written yet.  Threads may share it."""

    found: dict[str, Fetch] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def note(self, subject: str, agent: str, at: datetime) -> None:
        """Take note of one fetch."""
        with self.lock:
            before = self.found.get(subject)
            count = before.count + 1 if before else 1
            self.found[subject] = Fetch(subject, at, client_of(agent), count)

    def take(self) -> tuple[Fetch, ...]:
        """Return what is to be written, and forget it."""
        with self.lock:
            found, self.found = tuple(self.found.values()), {}
        return found
