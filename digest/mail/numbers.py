"""The numbers a line begins with: `3`, `#3, #4 and 5`, `1-3`."""

import re
from dataclasses import dataclass

MAX_RANGE = 50  # items that one range may name
NOT_RISING = "write a range from its lowest number to its highest, such as #1-#3 done"
TOO_WIDE = "a range may name 50 items at most"

# Lines have single spaces here.  Every way to join two handles can match in one way only, or
# a long list would be tried in all of them.
HANDLE = r"(?:[#\uff03] ?\d{1,4}|\d{1,3})(?![\w/%])"
_DASH = r" ?[-\u2013\u2014~] ?"
_ONE = rf"{HANDLE}(?:{_DASH}{HANDLE})?+"
_JOIN = r" ?(?:, ?(?:and |und |et |y |e |en )?|[&+;] ?|(?:and|und|et|y|e|en) )"
LIST = rf"{_ONE}(?:{_JOIN}{_ONE})*+"
_ITEMS = r"(?:(?:(?:please|pls) )?mark )?(?:(?:items?|tasks?|no\.?|nr\.?|punkte?|aufgaben?) )?"
_TO = r"(?:to|through|thru|bis|\u00e0|al?|hasta|tot|t/m|\u0434\u043e)"
_AFTER = r"(?: ?[]:\uff1a).=>\u2192\u21d2\u2013\u2014-]++ ?| )"
HEAD = re.compile(rf"{_ITEMS}[(\[]?(?P<handles>{LIST}){_AFTER}(?P<said>[^ ].*)", re.IGNORECASE)
# `1 to 3 done`: only where what follows is understood, for `2 bis 4. Dezember` is a date.
SPAN = re.compile(
    rf"{_ITEMS}(?P<handles>{HANDLE} {_TO} {HANDLE}){_AFTER}(?P<said>[^ ].*)",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"[#\uff03]? ?(?P<first>\d{1,4})"
    rf"(?:(?:{_DASH}| {_TO} )"
    r"[#\uff03]? ?(?P<last>\d{1,4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Numbers:
    """The numbers that are meant, in the order written; `problem` says why none are."""

    handles: tuple[int, ...] = ()
    problem: str = ""


def read(written: str, shown: tuple[int, ...] = ()) -> Numbers:
    """Return the numbers of a list; a range means those between its ends that were shown.

    `shown` are the numbers in the mail that is answered; empty where it is not known.
    """
    found: dict[int, None] = {}
    for piece in _PIECE.finditer(written):
        first, last = int(piece["first"]), int(piece["last"] or piece["first"])
        if last < first:
            return Numbers(problem=NOT_RISING)
        between = range(first, last + 1)
        if last > first and {first, last} <= {*shown}:
            between_shown = [n for n in sorted(shown) if first <= n <= last]
            found |= dict.fromkeys(between_shown)
        elif len(between) > MAX_RANGE:
            return Numbers(problem=TOO_WIDE)
        else:
            found |= dict.fromkeys(between)
    return Numbers(tuple(found))
