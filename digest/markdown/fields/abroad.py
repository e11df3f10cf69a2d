"""Phrases for days in other languages, put into the English ones that are understood."""

import re
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_END = re.compile(r"(\d{1,2})\s*月\s*[末底]")
_FIRST = re.compile(r"(?<!\w)1(?:er|º|ro)(?!\w)")
_WIDE_END = re.compile(r"(?:\s*(?:までに|まで|頃|ごろ|以前|之前|前))$")
_NEXT_LAST = re.compile(r"(.+) next")  # "vendredi prochain"


def in_english(text: str, vocabulary: Vocabulary) -> str:
    """Return a folded phrase with what is known of other languages put into English."""
    pattern = _pattern(vocabulary)
    text = _until(vocabulary).sub(
        "", text if text.isascii() else _WIDE_END.sub("", text), count=1
    )
    text = _FIRST.sub("1", text if text.isascii() else _MONTH_END.sub(_month_end, text))
    if pattern is None:
        return text
    text = pattern.sub(lambda match: vocabulary.phrases[match[0]], text)
    last = _NEXT_LAST.fullmatch(text)
    return f"next {last[1]}" if last else text


def _month_end(match: re.Match[str]) -> str:
    number = int(match[1])
    known = 1 <= number <= len(_ENGLISH_MONTHS)
    return f"end of {_ENGLISH_MONTHS[number - 1]}" if known else match[0]


@lru_cache(maxsize=16)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str] | None:
    longest_first = sorted(vocabulary.phrases, key=len, reverse=True)
    whole = (
        rf"(?<!\w){re.escape(p)}(?!\w)" if p[0] < "\u3000" else re.escape(p)
        for p in longest_first
    )
    return re.compile("|".join(whole)) if longest_first else None


@lru_cache(maxsize=16)
def _until(vocabulary: Vocabulary) -> re.Pattern[str]:
    longest_first = sorted(vocabulary.until, key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\s+(?=\S)")
