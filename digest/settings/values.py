"""Parsers of single values: each returns one or raises ValueError with what to do."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo, available_timezones

from digest.model.installation import Mailbox
from digest.model.scope import Scope
from digest.settings.table import meant

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_LOCAL}@(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SCOPES = 6  # in one mail
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def text(found: object) -> str:
    """Return one line of text."""
    if isinstance(found, str) and found.strip() and not _CONTROL.search(found):
        return found.strip()
    raise ValueError(f'{found!r} is not one line of text (write it "in quotes")')


def texts(found: object) -> tuple[str, ...]:
    """Return a list of texts."""
    if isinstance(found, list):
        return tuple(text(one) for one in found)
    raise ValueError(f'{found!r} is not a list (write ["one", "two"])')


def scopes(found: object) -> tuple[Scope, ...]:
    """Return a list of scopes, each once."""
    told = tuple(dict.fromkeys(Scope.of(one) for one in texts(found)))
    if len(told) > _SCOPES:
        raise ValueError(f"names {len(told)} scopes (write {_SCOPES} at most, wider ones)")
    return told


def flag(found: object) -> bool:
    """Return a yes or no."""
    if isinstance(found, bool):
        return found
    raise ValueError(f"{found!r} is neither true nor false (write it without quotes)")


def switch(found: object) -> bool:
    """Return whether something is on."""
    if found not in ("on", "off"):
        raise ValueError(f'{found!r} is not a switch (write "on" or "off")')
    return found == "on"


def whole(least: int, most: int) -> Callable[[object], int]:
    """Return a parser of whole numbers from `least` to `most`."""

    def parse(found: object) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            raise ValueError(f"{found!r} is not a whole number from {least:,} to {most:,}")
        return found

    return parse


def duration(found: object) -> timedelta:
    """Return a time span, such as 90s, 15m, 2h or 1d."""
    match = _DURATION.fullmatch(found.strip()) if isinstance(found, str) else None
    if match is None or not int(match[1]):
        raise ValueError(f'{found!r} is not a time span (write "90s", "15m", "2h" or "1d")')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def weekday(found: object) -> int:
    """Return a day of the week, 0 for Monday."""
    word = found.strip().lower() if isinstance(found, str) else ""
    days = [n for n, name in enumerate(WEEKDAYS) if word in (name, name[:3])]
    if not days:
        raise ValueError(f"{found!r} is not a weekday (write monday to sunday)")
    return days[0]


def clock(found: object) -> time:
    """Return a time of day to the minute."""
    match = re.fullmatch(r"(\d{1,2}):(\d\d)", found) if isinstance(found, str) else None
    if match and int(match[1]) < 24 and int(match[2]) < 60:  # noqa: PLR2004 - a clock
        return time(int(match[1]), int(match[2]))
    if isinstance(found, time):
        return found.replace(second=0, microsecond=0)
    raise ValueError(f'{found!r} is not a time of day (write "08:00" to "23:59")')


def day(found: object) -> date:
    """Return a plain date."""
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(found if isinstance(found, str) else "")
    except ValueError:
        raise ValueError(f"{found!r} is not a date (write YYYY-MM-DD)") from None


def zone(found: object) -> str:
    """Return the name of a time zone."""
    name = text(found)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        near = meant(name, available_timezones()) if len(name) < 100 else ""  # noqa: PLR2004
        hint = near if near.startswith("did") else "write it like Europe/London"
        raise ValueError(f"{name!r} is not a time zone ({hint})") from None
    return name


def address(found: object) -> str:
    """Return a mail address (RFC 5321 §4.1.2, dot-string and domain)."""
    if not isinstance(found, str) or not _ADDRESS.fullmatch(found):
        raise ValueError(f"{found!r} is not a mail address (write name@example.org)")
    return found


def addresses(found: object) -> tuple[str, ...]:
    """Return a list of mail addresses."""
    return tuple(address(one) for one in texts(found))


def mailbox(found: object) -> Mailbox:
    """Return a name and an address, written `Name <name@example.org>`."""
    line = text(found)
    name, addr = parseaddr(line)
    if not _ADDRESS.fullmatch(addr):
        raise ValueError(f'{line!r} is not a sender (write "Name <name@example.org>")')
    return Mailbox(name, addr)


def domain(found: object) -> str:
    """Return a mail domain in lower case."""
    name = text(found)
    if not _DOMAIN.fullmatch(name):
        raise ValueError(f"{name!r} is not a domain (write reply.example.org)")
    return name.lower()


def one_of(*known: str) -> Callable[[object], str]:
    """Return a parser that takes these words only."""

    def parse(found: object) -> str:
        word = text(found)
        if word not in known:
            raise ValueError(f"{word!r} is not known ({meant(word, known)})")
        return word

    return parse
