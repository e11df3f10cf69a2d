"""Words that announce an item at the beginning of a line: `AI:`, `ACTION:`, `TODO(kim):`."""

import re
from collections.abc import Iterable
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

MOST_MARKED = 60  # characters up to the colon
NAMED = ("who", "whom", "whose")  # groups that hold whom a marker names
_SHORT = 2  # characters: such a word only in capitals
NUMBER = r"(?:\s*#?\d{1,4})?"
WHO = r"(?:\s*\(\s*(?P<whom>[^\s():][^():\n]{0,40}?)\s*\)|\s+for\s+(?P<who>@?\w[^:\n]{1,30}?))?"
# `[ACTION - Kim]`, with a colon after it or not
WHOSE = (
    r"\[\s*{word}\s*[:@\uff1a\u2013\u2014-]\s*(?P<whose>[^\W_@][^\[\]\n]{{0,40}}?)\s*\]"
    r"\s{{0,4}}:?\s*"
)
# `ToDo Kim Lund:`, and `ToDo Kim mends it` where it is no thing of that name, as a "ToDo app"
_CAMEL = ("TODO", "ToDo", "ToDO", "Todo")
_WHOM = r"(?P<whoever>[^\W\d_][\w.'\u2019-]*(?:[ /&,+]{1,3}[^\W\d_][\w.'\u2019-]*){0,3})"
_THING = (
    r"(?!(?i:lists?|liste[ns]?|apps?|applications?|applikation|items?|comments?|files?|mvc|"
    r"managers?|trackers?|tree|api|bot|projects?|projekt|websites?|pages?|sections?|and|or|"
    r"is|are|was|in|of|for|on|from|with|at|to)\b)"
)
BARE = rf"(?:TODO|ToDo|ToDO)\s+{_THING}"


@lru_cache(maxsize=16)
def pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match a marker, with the groups `who` or `whom` where it names somebody.

    Short words count in capitals only, longer ones with a colon or in brackets too.
    """
    words = vocabulary.markers
    loud, said, word = shouted(words), _either(_said(words)), either(words)
    return re.compile(
        rf"\s{{0,4}}(?:"
        rf"\[\s*{loud}{NUMBER}\s*\]\s{{0,4}}(?:[:\uff1a-]\s*|(?=[@\w]))"
        rf"|\[\s*{word}{NUMBER}\s*\]\s{{0,4}}[:\uff1a]\s*"
        rf"|{WHOSE.format(word=word)}"
        rf"|\(\s*(?:{loud}|{_either(_titled(words))})\s*\)\s{{0,4}}:?\s*(?=[\w@])"
        rf"|{word}{NUMBER}{WHO}(?:\s{{0,4}}[:\uff1a]\s*|(?<=\))\s{{1,4}}(?=to\s+[a-z]))"
        rf"|{loud}{NUMBER}(?:\s+[\u2013\u2014-]\s+|\s+(?=@\w))"
        rf"|@(?:{loud}|{said})(?:[:\uff1a]\s*|\s+)"
        rf"|{_either(_CAMEL)}\s+{_THING}{_WHOM}\s?[:\uff1a]\s+"
        rf"|TODO\s+{_THING}(?=[a-z@][\w-]*\s+\S)"
        rf"|{BARE}(?=[^\W\d_a-z][\w.-]*\s+\S+\s+\S))"
    )


@lru_cache(maxsize=16)
def heading(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match a marker at the beginning of a heading: `Action: ...`, `3 - ACTION - ...`."""
    word = either([w for w in vocabulary.markers if w != "task"])
    return re.compile(
        rf"\s*(?:\d{{1,3}}\s*[-.):]\s*)?\[?{word}{NUMBER}\]?"
        r"(?:\s*[:\uff1a]\s*|\s+[\u2013\u2014-]\s+)(?=\S)"
    )


def either(words: Iterable[str]) -> str:
    """Return a pattern for markers in capitals or not."""
    return f"(?:{shouted(words)}|{_either(_said(words))})"


def shouted(words: Iterable[str]) -> str:
    """Return a pattern for markers in capitals."""
    return _either(_shouted(words))


@lru_cache(maxsize=16)
def beginning(vocabulary: Vocabulary) -> re.Pattern[bytes]:
    """Match the bytes of a line in which `pattern` may match: to be asked before it.

    Only markup and space stand before a marker; any letter that is not ASCII may begin one.
    """
    words = vocabulary.markers
    known = {word.encode() for word in (*_shouted(words), *_said(words), *_CAMEL)}
    either = b"|".join(re.escape(word) for word in known if word.isascii())
    return re.compile(rb"(?:<[^<>\n]*+>|[^\w\n\x80-\xff])*+(?:[\x80-\xff]|" + either + rb")")


def _titled(words: Iterable[str]) -> list[str]:
    """Return markers that stand in round brackets: "(Action) ask the port"."""
    return [word.capitalize() for word in words if word.startswith("action")]


def _shouted(words: Iterable[str]) -> list[str]:
    return [w.upper() for w in words if w.isascii()]


def _said(words: Iterable[str]) -> list[str]:
    longer = [w for w in words if len(w) > _SHORT or not w.isascii()]
    camel = _CAMEL if "todo" in longer else ()
    return [
        *camel,
        *longer,
        *(w[:1].upper() + w[1:] for w in longer),
        *(w.title() for w in longer),
    ]


def _either(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})"
