"""One language to write in: its sentences from a catalogue, its days and numbers from Babel.

A `Language` is a value that a render carries; nothing here knows a current language.  In code a
sentence is written in English, as the argument of `gettext`, `ngettext` or `pgettext`, which is
where `make messages` finds it; a sentence of a table is marked by `msg` and translated where it
is used.  What varies in it is a named `{placeholder}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from digest.sentence import Sentence

Key = tuple[str, str]  # context, empty for most; English text


def msg(message: str) -> str:
    """Return a sentence as it is: it stands in a table, and is translated where it is used."""
    return message


def msgs(one: str, many: str) -> tuple[str, str]:
    """Return a sentence that depends on a number as it is, as `msg` does."""
    return one, many


def _english(number: int) -> int:
    return int(number != 1)


@dataclass(frozen=True, eq=False)  # by identity: templates are kept for each
class Language:
    """Everything that differs from one language to another; without a catalogue, English."""

    tag: str = "en"  # BCP 47
    messages: Mapping[Key, tuple[str, ...]] = field(default_factory=dict, repr=False)
    plural: Callable[[int], int] = field(default=_english, repr=False)  # which form of them

    def gettext(self, message: str, **values: object) -> str:
        """Return a sentence, its placeholders filled in."""
        return self.pgettext("", message, **values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Return a sentence that English words alike in different places."""
        text = self.messages.get((context, message), (message,))[0]
        return text.format(**values) if values else text

    def said(self, told: str) -> str:
        """Return a sentence of the core in this language; any other text as it is."""
        if not isinstance(told, Sentence):
            return told
        values = {
            name: self.said(value) if isinstance(value, str) else value
            for name, value in told.values.items()
        }
        return self.gettext(told.message, **values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """Return a sentence that depends on a number, which is `{n}` in it."""
        text = self.plural_of(one, many, number)
        return text.format(n=self.number(number), **values)

    def plural_of(self, one: str, many: str, number: int) -> str:
        """Return the form that a number asks for, its placeholders still in it."""
        forms = self.messages.get(("", one))
        return forms[self.plural(number)] if forms else (one, many)[_english(number)]

    def number(self, number: int) -> str:
        """Return `1,204`."""
        return _decimal(number, self.tag)

    def formatted(self, when: date, pattern: str) -> str:
        """Return a day by a pattern of Unicode (UTS 35, `d MMM`)."""
        return _date(when, pattern, self.tag)

    def weekday(self, when: date) -> str:
        """Return `Mon`."""
        return self.formatted(when, self.pgettext("date", "EEE"))

    def clock(self, when: datetime) -> str:
        """Return `07:58`, in the zone it has."""
        return format_datetime(when, self.pgettext("date", "HH:mm"), locale=locale(self.tag))


@lru_cache(maxsize=64)
def locale(tag: str) -> Locale:
    """Return what Babel knows of a language.

    Raises:
        ValueError: the tag is not one.
        babel.UnknownLocaleError: no such language is known.
    """
    return Locale.parse(tag, sep="-")


@lru_cache(maxsize=4096)
def _decimal(number: int, tag: str) -> str:
    return format_decimal(number, locale=locale(tag))


@lru_cache(maxsize=4096)
def _date(when: date, pattern: str, tag: str) -> str:
    return format_date(when, pattern, locale=locale(tag))


ENGLISH = Language()
