"""Calendars as a person can add them to theirs: what each client wants as an address."""

from dataclasses import dataclass
from urllib.parse import quote

from digest.model.directory import Directory
from digest.render.language import Language


@dataclass(frozen=True)
class Calendar:
    """A calendar as a person can add it to theirs."""

    label: str
    url: str
    webcal: str
    google: str  # wants the webcal address, encoded, not the https one
    outlook: str


def offered(scope: str, url: str, directory: Directory, language: Language) -> Calendar:
    """Return a calendar's name and the addresses that add it."""
    kind, _, key = scope.partition(":")
    known = directory.people.get(key) if kind == "person" else directory.teams.get(key)
    label = _label(kind, known.name if known else "", language)
    webcal = url.replace("https://", "webcal://", 1)
    return Calendar(
        label,
        url,
        webcal,
        f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "https://outlook.office.com/calendar/0/addfromweb"
        f"?url={quote(url, safe='')}&name={quote(label)}",
    )


def _label(kind: str, name: str, language: Language) -> str:
    _ = language.gettext
    if kind == "person":
        return _("Your items")
    return _("Team {name}", name=name) if name else _("Everything")
