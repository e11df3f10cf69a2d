"""Names of months and weekdays: English ones always, further languages by the vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from digest.markdown.fields import words
from digest.model.vocabulary import Vocabulary

_MONTHS = (
    "january february march april may june july august september october november december"
)
_MONTHS_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS_SHORT = "mon tue wed thu fri sat sun"

MONTHS: Mapping[str, int] = {
    name: number
    for row in (_MONTHS, _MONTHS_SHORT)
    for number, name in enumerate(row.split(), start=1)
} | {"sept": 9}
WEEKDAYS: Mapping[str, int] = {
    name: number for row in (_DAYS, _DAYS_SHORT) for number, name in enumerate(row.split())
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}


Named = tuple[tuple[str, int], ...]  # spellings and numbers, those of a language together


@dataclass(frozen=True, eq=False)  # by identity: what is compiled for one is kept
class Names:
    """What months (1 to 12) and weekdays (0 is Monday) are called, folded."""

    months: Named
    weekdays: Named

    def month(self, written: str) -> int:
        """Return the number of a month that one of our patterns found."""
        return _number(self._month_of, written)

    def weekday(self, written: str) -> int:
        """Return the number of a weekday that one of our patterns found."""
        return _number(self._weekday_of, written)

    @cached_property
    def _month_of(self) -> Mapping[str, int]:
        return dict(self.months)

    @cached_property
    def _weekday_of(self) -> Mapping[str, int]:
        return dict(self.weekdays)


def _number(named: Mapping[str, int], written: str) -> int:
    """Return the number of a name.

    Raises:
        ValueError: some letter is like one of a name but is another: a dotless i.
    """
    number = named.get(words.fold(written))
    if number is None:
        raise ValueError(f"{written!r} is the name of no month or day")
    return number


@lru_cache(maxsize=16)
def of(vocabulary: Vocabulary) -> Names:
    """Return the names a vocabulary knows, together with the English ones."""
    return _named(tuple(vocabulary.months.items()), tuple(vocabulary.weekdays.items()))


@lru_cache(maxsize=16)
def _named(months: Named, weekdays: Named) -> Names:
    every_month, every_day = {**dict(months), **MONTHS}, {**dict(weekdays), **WEEKDAYS}
    return Names(tuple(every_month.items()), tuple(every_day.items()))
