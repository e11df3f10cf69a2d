"""Where a due date stands in the text of a list item."""

import re
from functools import lru_cache

from digest.markdown.fields import dates, names, words
from digest.markdown.fields.names import Names
from digest.model.vocabulary import Vocabulary

_DATED = r"(?:due(?:[ -]date)?|deadline|eta|fällig(?: am| bis)?|期限|期日|締切)"
_LABEL = rf"(?:{_DATED}|target(?:[ -]date)?|bis|meta)"
ANNOUNCING = (
    "due",
    "deadline",
    "eta",
    "target",
    "bis",
    "meta",
    "by",
)  # the ASCII ones of these
_COLON = r"\**\s*[:=\uff1a]\**\s*(?:by\s+|on\s+)?"
_PICTURE = r"[📅🗓📆]\ufe0f?\s*"
# Up to what ends a phrase: a bracket, a stop, a dash between spaces, a handle, a picture.
_FREE = (
    r"(?P<free>[^\W_][^()\[\]{}|;,@\n]{0,40}?)"
    rf"(?=\s*(?:$|[()\[\]{{}}|;,@]|\s[{words.DASHES}✅\u2795⏳🛫]|\.(?:\s|$)))"
)
_NEAR = 30  # characters in which a date has a digit
_WHOLE = re.compile(r"today|tomorrow|(?:this|next) \w+|end of (?:next )?\w+")
_NONE = Vocabulary()
_WEEK_OF = ("week of", "week commencing", "week beginning", "week starting", "w/c")
_UNITS = "week|month|quarter|year|sprint"
_CJK = r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日"
_ONE_DAY = (
    r"\d{4}[-/.\u2010\u2011]\d{1,2}[-/.\u2010\u2011]\d{1,2}",
    r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?",
    r"\d{1,2}/\d{1,2}/\d{2,4}",
    r"(?:WEEKDAY\.?,?\s+)?\d{1,2}(?:st|nd|rd|th|er|\.)?[\s-]?(?:of |de |d')?MONTH\.?"
    r"(?:(?:,?[\s-]|\sde\s)\d{4})?",
    r"(?:WEEKDAY\.?,?\s+)?MONTH\.?\s?\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?",
    r"(?:(?:this|next|coming)\s)?WEEKDAY",
)
_A_PHRASE = (
    r"(?:end of\s)?MONTH\.?\s\d{4}",
    r"(?:end of\s)?[QH][1-4](?:[\s/-]*\d{4})?",
    rf"end of\s(?:the\s)?(?:(?:this|next)\s)?(?:MONTH|day|{_UNITS})",
    rf"(?:this|next)\s(?:{_UNITS})",
    r"EO[DWMQY]|COB|today|tomorrow|tonight|asap|tbd|tba",
    r"in\s(?:\d{1,2}|a|one|two|three)\s(?:day|week)s?",
    r"(?:KW|week)\s?\d{1,2}",
)


def find(text: str, vocabulary: Vocabulary | None = None) -> tuple[int, int] | None:
    """Return the characters of a due date's words, the label and the brackets left out.

    Obsidian's 📅 and Dataview's `[due:: …]` win over a label, a label over "by".  Created,
    scheduled, started and done dates have pictures of their own and are not due dates.
    """
    known = vocabulary or _NONE
    if not words.may_hold(text, _announcing(known)):
        return None
    for pattern in _patterns(known):
        if match := pattern.search(text):
            return match.span("free" if match.groupdict().get("free") else "date")
    return None


def first(text: str, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Return the characters of a date that begins a line before a name: "May 15 (Kim): ..."."""
    if "(" not in text or not any(map(str.isdigit, text[:_NEAR])):
        return None
    match = _first(vocabulary).match(text)
    return match.span("date") if match else None


@lru_cache(maxsize=16)
def _first(vocabulary: Vocabulary) -> re.Pattern[str]:
    date = _date(names.of(vocabulary), vocabulary)
    return re.compile(rf"\s*{date}(?=\s+\([^\W\d_][^()\n]{{0,40}}\))", re.IGNORECASE)


@lru_cache(maxsize=16)
def _announcing(vocabulary: Vocabulary) -> frozenset[str]:
    return words.begins((*ANNOUNCING, *vocabulary.until))


@lru_cache(maxsize=16)
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], ...]:
    date = _date(names.of(vocabulary), vocabulary)
    until = words.any_of(("by", *vocabulary.until))
    told = (
        rf"{_PICTURE}{date}",
        rf"[\[(]{_LABEL}::\s*+(?P<date>(?:[^\]()\[\s]|\s++(?![\])]))++)\s*+[\])]",
        rf"(?<!\w){_LABEL}{_COLON}{date}",
        rf"(?<!\w){_DATED}{_COLON}(?P<date>){_FREE}",
        rf"(?<!\w)(?:{_LABEL}|{until})\s+(?:by\s+|on\s+)?{date}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in told)


def _date(known: Names, vocabulary: Vocabulary) -> str:
    """Return a pattern of one date or a range, as the group `date`."""
    month, weekday = dates.either(known.months), dates.either(known.weekdays)
    abroad = (p for p, said in vocabulary.phrases.items() if _WHOLE.fullmatch(said))
    weeks = words.any_of(
        (*_WEEK_OF, *(p for p, said in vocabulary.phrases.items() if said in _WEEK_OF))
    )
    week = rf"(?:{weeks})\s(?:the\s)?(?:{'|'.join(_ONE_DAY)})"
    told = (
        "|".join((week, *_ONE_DAY, *_A_PHRASE, words.any_of(abroad)))
        .replace("MONTH", month)
        .replace("WEEKDAY", weekday)
    )
    one = rf"(?:{_CJK}|(?:{told})(?!\w))"
    days = rf"\d{{1,2}}\s?[{words.DASHES}]\s?\d{{1,2}}\s{month}(?:\s\d{{4}})?(?!\w)"
    to = rf"\s?[{words.DASHES}~\u301c]\s?|\s(?:to|until)\s|\.\."
    return rf"(?P<date>{days}|{one}(?:(?:{to})(?:{one}|\d{{1,2}}(?:,\s\d{{4}})?(?![\w-])))?)"
