"""Due dates: from words to days.  Where they stand in a sentence: `find`; back: `write`.

Everything is relative to the document's own date, never to today.
"""

import re
import unicodedata
from datetime import date, timedelta
from functools import partial

from digest.markdown.fields import abroad, dates, names, phrases, ranges, spans, words
from digest.markdown.fields.duefind import find, first
from digest.markdown.fields.duewrite import write
from digest.markdown.fields.spans import Days
from digest.model.item import Due
from digest.model.vocabulary import Vocabulary

__all__ = ["find", "first", "read", "write"]

LONGEST = 200  # characters; nobody writes a date at greater length

_NOTHING = re.compile(r"[\W_]*|n/?a|none|[\[<{(].*[\]>})]|[dmy]{1,4}(?:[-/. ][dmy]{1,4}){1,2}")
_ORNAMENT = re.compile("[📅🗓📆⏰\ufe0f]")
_BEFORE = re.compile(
    r"^(?:(?:by|due|before|until|on|eta|target|ca\.?|about)[:\s]\s*|~"
    r"|the\s(?=end\b)|(?:eod|cob|end of day)\s(?:on\s)?|within the next\s)(?=\S)"
)
_CLOCK = r"\d{1,2}(?::\d{2}(?::\d{2})?\s*(?:[ap]m)?|\s*[ap]m|\s?h(?:\s?\d{2})?)"
_MOVED = r"(?:moved|now|new|pushed|slipped|postponed|extended)\b[^()]*\d"
_AFTER = re.compile(
    rf"\s*\((?!{_MOVED})[^()]*\)$"  # a remark
    rf"|(?:t|,?\s)\s*(?:at\s|@\s?)?{_CLOCK}\s*(?:z|[a-z]{{2,4}}|[+-]\d\d:?\d\d)?$"
    r"|[;,]$|\s(?:eod|cob|end of day)$"
)
_END_OF = re.compile(r"end(?:e)?(?:[ -]of)?[ -](?:the )?(.+)")
_WEEK = re.compile(r"(?:the )?(?:week (?:of|commencing|beginning|starting)|w/c)(?: the)? (.+)")
_NOT_THEN = re.compile(
    r"\b(?:after|since|from|was|created|opened|reported|start(?:s|ed)?|began|not before"
    r"|earliest|nach|seit|ab|war|apr[e\xe8]s|depuis|desde|despu[e\xe9]s)\b"
)
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def read(raw: str, base: date | None, vocabulary: Vocabulary) -> Due | None:
    """Return what a date's words mean when written on `base`.

    None for nothing and for template placeholders.  Without days where the phrase does not
    resolve: "TBD", 04/12, 30 February, or a relative one without a base.
    """
    if not raw:
        return None
    said = words.plain(_ORNAMENT.sub("", words.unstruck(raw[:LONGEST])))
    text = unicodedata.normalize("NFKC", said).casefold().replace("\u2019", "'")
    if not text or (text in vocabulary.placeholders and not _later(text)):
        return None
    days = _days(_bare(text), base, vocabulary)
    if days is None and (english := abroad.in_english(text, vocabulary)) != text:
        days = _days(_bare(english), base, vocabulary)
    if days is None:
        return None if _NOTHING.fullmatch(text) else Due(said)
    return Due(said, *days)


def _later(text: str) -> bool:
    return text in ("tbd", "tba", "tbc", "asap")  # somebody meant a date


def _bare(text: str) -> str:
    """Return the date's words without what people put round them."""
    if text[:1] + text[-1:] in ("[]", "()", "{}"):
        text = text[1:-1]
    while (shorter := _AFTER.sub("", _BEFORE.sub("", text, count=1)).strip()) != text:
        text = shorter
    return text


def _days(text: str, base: date | None, vocabulary: Vocabulary) -> Days | None:
    single = partial(_single, vocabulary=vocabulary)
    try:
        return (
            single(text, base)
            or ranges.read(text, base, names.of(vocabulary), single)
            or _only_iso(text)
        )
    except (ValueError, OverflowError):  # 30 February; a date at the end of all years
        return None


def _single(text: str, base: date | None, vocabulary: Vocabulary) -> Days | None:
    known = names.of(vocabulary)
    if day := dates.read(text, base, known):
        return day, day
    if days := spans.read(text, base, known):
        return days
    if base and (days := phrases.read(text, base, known, vocabulary.sprints)):
        return days
    if (week := _WEEK.fullmatch(text)) and (day := dates.read(week[1], base, known)):
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=4)
    if (end := _END_OF.fullmatch(text)) and (days := spans.read(end[1], base, known)):
        return days[1], days[1]
    return None


def _only_iso(text: str) -> Days | None:
    """Return the one full date among other words."""
    found = set() if _NOT_THEN.search(text) else set(_ISO.findall(text))
    day = date.fromisoformat(found.pop()) if len(found) == 1 else None
    return (day, day) if day else None
