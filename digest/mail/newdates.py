"""A new date for an item: `due 4 Dec`, `moved to Friday`, in words or numbers."""

import re
from datetime import date

from digest.mail.choices import ReadDue
from digest.model.command import SetDue

NO_DATE = "the date is not understood (write it as 2026-12-04)"
EITHER_WAY = "the date may be one of two: day or month first? (write it as 2026-12-04)"

_DUE = re.compile(
    r"(?:(?:is\s+)?(?:the\s+)?(?:new\s+)?(?:due(?:\s+(?:date|on|by))?|date|eta|deadline)"
    r"|(?:moved?|moving|move it|postponed?|push(?:ed)?|delay(?:ed)?|extend(?:ed)?|slips?"
    r"|slipped|defer(?:red)?|resched(?:uled?)?)\s+(?:back\s+)?(?:to|until|till)|by|until)\b"
    r"(?:\s+(?:is|to|now)\b)?",
    re.IGNORECASE,
)
# Japanese and Korean say "until" behind the date.
_UNTIL = re.compile("(?P<when>.{1,60}?) ?(?:まで(?:に)?|까지)[。.! ]*")
# Beside a full date no word may take it back, as in "not 2026-12-04".
_FULL = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_BESIDE = re.compile(
    r"(?:by|before|on|until|the|at|due|latest|sp\u00e4testens|end of day|eod|cob|[\W\d])*",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:am|den|dem|le|la|el|il|o|op|em|on|the)\s+", re.IGNORECASE)
_DOTTED = re.compile(r"(?:.* )?\d{1,2}\.\s?\d{1,2}")
_EITHER_WAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-](?:\d{4}|'?\d{2}))?")
_NEWLY_DUE = re.compile(r"new\s+(?:due\s+)?(?:date|eta)|due|eta|date", re.IGNORECASE)


def begins(english: str) -> bool:
    """Say whether words, the first in English, begin as a new date does."""
    return _DUE.match(english) is not None


def read(english: str, base: date, read_due: ReadDue) -> SetDue | str:
    """Return the date that is asked for, a hint, or "" for other words."""
    if until := _UNTIL.fullmatch(english):
        return _due(until["when"], base, read_due, sure=False)
    due = _DUE.match(english)
    if due is None:
        return ""
    return _due(english[due.end() :], base, read_due, sure=bool(_NEWLY_DUE.match(english)))


def _due(words: str, base: date, read_due: ReadDue, *, sure: bool) -> SetDue | str:
    phrase = words.strip(" \t:=,.!\u2013\u2014>-")
    phrase = re.sub(
        r"[\s,]+(?:thanks|please|thank you|bitte|danke|merci)$", "", phrase, flags=re.IGNORECASE
    )
    asked = phrase and "?" not in phrase
    bare = _ARTICLE.sub("", phrase, count=1)
    dotted = f"{bare}." if _DOTTED.fullmatch(bare) else bare  # its last stop was taken away
    for said in dict.fromkeys((phrase, bare, dotted)) if asked else ():
        found = read_due(said, base) if _is_date(said, base, read_due) else None
        if found is not None and found.start is not None:
            return SetDue(found)
    if _EITHER_WAY.fullmatch(bare):
        return EITHER_WAY
    # "by the way" is prose; "due soon" was meant as a date.
    return NO_DATE if sure or any(c.isdigit() for c in phrase) else ""


def _is_date(said: str, base: date, read_due: ReadDue) -> bool:
    """Return whether a date may be all that is said; a remark beside it is not passed over."""
    beside = _FULL.sub(" ", said).strip()
    if "(" in said or beside == said or _BESIDE.fullmatch(beside):
        return "(" not in said
    found = read_due(beside, base)
    return found is not None and found.start is not None
