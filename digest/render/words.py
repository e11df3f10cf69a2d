"""Counts, names and habits in words of a language."""

from collections.abc import Sequence
from datetime import timedelta

from digest.model.schedule import MONDAY, Cadence, Schedule
from digest.render.language import Language, msg

_ORDINALS = (
    *(msg("first"), msg("second"), msg("third"), msg("fourth"), msg("fifth")),
    *(msg("sixth"), msg("seventh"), msg("eighth"), msg("ninth"), msg("tenth")),
)
_PRIORITIES = {
    "P0": msg("Critical priority"),
    "P1": msg("High priority"),
    "P2": msg("Medium priority"),
    "P3": msg("Low priority"),
    "P4": msg("Lowest priority"),
}
_DIGESTS = {  # what a digest is called, after "Unsubscribe from"
    Cadence.DAILY: msg("the daily digest"),
    Cadence.WEEKDAYS: msg("the daily digest"),
    Cadence.WEEKLY: msg("the weekly digest"),
    Cadence.FORTNIGHTLY: msg("the fortnightly digest"),
    Cadence.MONTHLY: msg("the monthly digest"),
}


def digest_of(schedule: Schedule, language: Language) -> str:
    """Return what a digest of that schedule is called: `the weekly digest`."""
    return language.gettext(_DIGESTS[schedule.cadence])


def often(schedule: Schedule, language: Language) -> str:
    """Return when somebody gets a digest."""
    _ = language.gettext
    weekday = language.formatted(MONDAY + timedelta(days=schedule.weekday), "EEEE")
    match schedule.cadence:
        case Cadence.DAILY:
            return _("every day")
        case Cadence.WEEKDAYS:
            return _("from Monday to Friday")
        case Cadence.FORTNIGHTLY:
            return _("every other {weekday}", weekday=weekday)
        case Cadence.MONTHLY:
            return _("on the first {weekday} of a month", weekday=weekday)
    return _("on {weekday}s", weekday=weekday)


def lateness(late_days: int, language: Language) -> str:
    """Return `10 days late`, `Today`, `Tomorrow` or `In 3 days`."""
    if late_days > 0:
        return language.ngettext("{n} day late", "{n} days late", late_days)
    if late_days == 0:
        return language.gettext("Today")
    if late_days == -1:
        return language.gettext("Tomorrow")
    return language.ngettext("In {n} day", "In {n} days", -late_days)


def ordinal(number: int, language: Language) -> str:
    """Return `second`, `11th`, `22nd`."""
    if 1 <= number <= len(_ORDINALS):
        return language.gettext(_ORDINALS[number - 1])
    _, n = language.gettext, language.number(number)
    if number % 100 in (11, 12, 13):
        return _("{n}th", n=n)
    match number % 10:
        case 1:
            return _("{n}st", n=n)
        case 2:
            return _("{n}nd", n=n)
        case 3:
            return _("{n}rd", n=n)
    return _("{n}th", n=n)


def times(number: int, language: Language) -> str:
    """Return `moved once`, `moved twice`, `moved 3 times`."""
    match number:
        case 1:
            return language.gettext("moved once")
        case 2:
            return language.gettext("moved twice")
    return language.ngettext("moved {n} time", "moved {n} times", number)


def names(people: Sequence[str], language: Language, limit: int = 4) -> str:
    """Return `Mei, Jonas and Priya`; those beyond `limit` are counted."""
    if len(people) > limit:
        return language.ngettext(
            "{names} and {n} more",
            "{names} and {n} more",
            len(people) - limit,
            names=", ".join(people[:limit]),
        )
    if len(people) < 2:  # noqa: PLR2004 - one name is no list
        return "".join(people)
    return language.gettext("{names} and {last}", names=", ".join(people[:-1]), last=people[-1])


def choice(people: Sequence[str], language: Language, limit: int = 4) -> str:
    """Return `Mei, Jonas or Priya`; those beyond `limit` are counted."""
    if len(people) > limit or len(people) < 2:  # noqa: PLR2004 - one name is no list
        return names(people, language, limit)
    return language.gettext("{names} or {last}", names=", ".join(people[:-1]), last=people[-1])


def priority(value: str | None, language: Language) -> str:
    """Return `High priority` for P1; empty where there is none."""
    return language.gettext(_PRIORITIES.get(value, value)) if value else ""


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 item`, `2 items`, `1,204 items`: for what is said in English alone."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Return a text with its first letter raised and a full stop, when it has none."""
    text = capital(text)
    return text if not text or text[-1] in ".!?…”“" else f"{text}."


def capital(text: str) -> str:
    """Return a text with its first letter raised."""
    return text[:1].upper() + text[1:]
