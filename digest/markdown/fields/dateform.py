"""One day in the format of another: same order, same separators, same kind of names."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from digest.markdown.fields import dates, names
from digest.markdown.fields.names import Named, Names

_TEENS = range(11, 14)
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def write(day: date, sample: str, base: date | None, known: Names) -> str | None:
    """Return a day as the sample is written; None where that would not say which day it is.

    The year is added where the sample has none and `base` would make another one right.
    """
    found = [match for form in dates.forms(known) if (match := form.match(sample))]
    if not found:
        return None
    match = max(found, key=re.Match.end)
    text = _replaced(match, day, known)
    for candidate in (text, *_with_year(text, match, day)):
        if _reads(candidate, base, known) == day:
            return candidate
    return None


def _reads(text: str, base: date | None, known: Names) -> date | None:
    try:
        return dates.read(text, base, known)
    except (ValueError, OverflowError):
        return None


def _with_year(text: str, match: re.Match[str], day: date) -> tuple[str, ...]:
    parts = match.groupdict()
    if parts.get("y"):
        return ()
    if not parts.get("mon"):
        return (f"{text}{day.year:04}", f"{day.year:04}年{text}")
    month_first = match.start("mon") < match.start("d")
    return (f"{text}{',' if month_first else ''} {day.year:04}",)


def _replaced(match: re.Match[str], day: date, known: Names) -> str:
    """Return the matched text with each of its parts replaced, the last first."""
    text = match[0]
    parts = [(match.span(name), name) for name, value in match.groupdict().items() if value]
    for (start, end), name in sorted(parts, reverse=True):
        text = text[:start] + _part(name, match, day, known) + text[end:]
    return text


def _part(name: str, match: re.Match[str], day: date, known: Names) -> str:
    old = match[name]
    match name:
        case "y":
            return "'" * old.startswith("'") + f"{day.year:04}"[-len(old.lstrip("'")) :]
        case "m" | "d" | "a" | "b":
            return _padded(match, old, day.day if _is_day(name, match) else day.month)
        case "mon":
            return _named(old, day.month, names.MONTHS, known.months)
        case "wd":
            return _named(old, day.weekday(), names.WEEKDAYS, known.weekdays)
        case "ordinal" if day.day not in _TEENS:
            return _ORDINALS.get(day.day % 10, "th")
    return "th" if name == "ordinal" else old


def _is_day(name: str, match: re.Match[str]) -> bool:
    if name in "ab":
        return (int(match["a"]) > int(match["b"])) == (name == "a")
    return name == "d"


def _padded(match: re.Match[str], old: str, number: int) -> str:
    """Return a number as wide as the old one; beside a name or 月, 12 does not ask for 04."""
    parts = match.groupdict()
    narrow = any(len(parts.get(name) or "..") == 1 for name in "mdab")
    spelled_out = parts.get("mon") or not {"-", ".", "/"} & set(match[0])
    padded = old[0] == "0" or not (narrow or spelled_out)
    return f"{number:0{len(old)}}" if padded else str(number)


def _named(old: str, number: int, english: Mapping[str, int], known: Named) -> str:
    """Return another month's or day's name of the same language, length and case."""
    folded = old.casefold()
    named = tuple(english.items()) if folded in english else known
    spelled = [name for name, _ in named]
    fitting = [
        (_cut(name, spelled) != _cut(folded, spelled), abs(at - spelled.index(folded)), name)
        for at, (name, meant) in enumerate(named)
        if meant == number
    ]
    new = min(fitting)[2]
    if old.isupper():
        return new.upper()
    return new if old.islower() else new.capitalize()


def _cut(name: str, spelled: Sequence[str]) -> bool:
    """Say whether a name is a longer one cut short."""
    return any(longer != name and longer.startswith(name) for longer in spelled)
