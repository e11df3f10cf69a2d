"""Days, ranges of days and promises in words of a language."""

from datetime import date

from digest.model.item import Due
from digest.render.language import Language


def short_day(when: date, today: date, language: Language) -> str:
    """Return `13 Nov`, with the year when it is not the year of `today`."""
    if when.year == today.year:
        return language.formatted(when, language.pgettext("date", "d MMM"))
    return language.formatted(when, language.pgettext("date", "d MMM y"))


def long_day(when: date, today: date, language: Language) -> str:
    """Return `13 November`, with the year when it is not the year of `today`."""
    if when.year == today.year:
        return language.formatted(when, language.pgettext("date", "d MMMM"))
    return language.formatted(when, language.pgettext("date", "d MMMM y"))


def day(when: date, today: date, language: Language) -> str:
    """Return `Fri 13 Nov`, with the year when it is not the year of `today`."""
    if when.year == today.year:
        return language.formatted(when, language.pgettext("date", "EEE d MMM"))
    return language.formatted(when, language.pgettext("date", "EEE d MMM y"))


def between(
    start: date, end: date, today: date, language: Language, *, short: bool = True
) -> str:
    """Return a range of days, months in full unless `short`; each month and year once."""
    named = short_day if short else long_day
    last = named(end, today, language)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        # The dash is tight between days of a month, and spaced between months.
        text = language.pgettext("days of one month, 16 to 22 Nov", "{first}–{last}")  # noqa: RUF001
        return text.format(first=start.day, last=last)
    text = language.pgettext("days of two months", "{first} – {last}")  # noqa: RUF001
    return text.format(first=named(start, today, language), last=last)


def due(promised: Due, today: date, language: Language) -> str:
    """Return the day or days promised; the phrase in quotation marks where it is no day."""
    if promised.day is None:
        return language.gettext("“{phrase}”", phrase=promised.raw) if promised.raw else ""
    told = day(promised.day, today, language)
    if promised.assumed:
        return language.gettext("{day} (assumed)", day=told)
    if promised.start and promised.start != promised.day:
        return between(promised.start, promised.day, today, language)
    return told
