"""What a heading says: is it one of those we know?

Teams write the same headings again and again: what was found out about one is remembered.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.markdown import coming, stages, stems
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

# Possessive, so that no heading costs more than its length.
_LEAD = re.compile(
    r"^(?:\s*(?:\d++[.)、:]?(?:\d++[.)]?+)*+|[ivx]+[.)]|[a-h][.)])\s+|:[\w+-]+:|[^\w\[(#]++)++"
)
_TAIL = re.compile(r"(?:\s*+:[\w+-]+:|[^\w\])）」%#'\"+?/&]|_)++$")  # noqa: RUF001
_LONGEST = 400  # characters of a heading that say what it is
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,'/-]*[A-Za-z0-9]")  # most are, and need no more
_PLAINER = str.maketrans("\u2019\u2010", "'-")  # an apostrophe, a hyphen where no line breaks
_EDGES = ",.:;()[]!?\"'"
_LONGEST_PHRASE = 5  # words
REMEMBERED = 4096  # headings
_TERSE = frozenset(("blocker", "timeline", "learnings"))  # kinds named by common words
_FEW = 3  # words before a phrase in a heading
_JOINTS = " -\u2013\u2014:\u00b7|,"
# What joins two names of a section; a plain hyphen is part of a word.
_PARTS = re.compile(
    r"\s*[&/,:|+\u00b7\u2013\u2014\u3001\uff1a\uff0f]\s*|\s+-\s+|\s+(?:and|und|et|y|e|with)\s+|\u3068"
)
_PATH = re.compile(r"(?<!\S)/\w\S*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING = re.compile(r"[(\uff08\[]")
_REMARK = re.compile(r"\s*[(\uff08\[].*?[)\uff09\]]")


def key(plain: str) -> str:
    """Return a heading or label as the vocabulary spells it: no number, emoji, colon, case."""
    return _key(plain[:_LONGEST])


@lru_cache(maxsize=REMEMBERED)
def _key(plain: str) -> str:
    if _PLAIN.fullmatch(plain):
        return " ".join(plain.casefold().split())
    folded = unicodedata.normalize("NFKC", plain).casefold().translate(_PLAINER)
    return " ".join(_TAIL.sub("", _LEAD.sub("", folded)).split())


@lru_cache(maxsize=REMEMBERED)
def holds_actions(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading announces action items; `title` is a key."""
    if title in vocabulary.headings:
        return True
    return _names_actions(bare(title), vocabulary) or _telling(title, vocabulary)


def _names_actions(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a part of a heading is such a phrase, or a noun with words that fit it.

    "Decisions and action items", "Initial tasks for teams", "Remaining work: next steps".
    """
    parts = _PARTS.split(_PATH.sub("", title))
    if any(part in vocabulary.lessons for part in parts):
        return any(part in vocabulary.headings for part in parts)
    if coming.says(title, vocabulary):
        return True
    for part in parts:
        words = part.split()
        for at, word in enumerate(words):
            if at and word in vocabulary.tails and _is_one(words[:at], vocabulary):
                return True
        if _is_one(words, vocabulary) or stems.heads(part, vocabulary):
            return True
        if coming.says(part, vocabulary, bare=part is parts[0]):
            return True
    return False


def _is_one(words: list[str], vocabulary: Vocabulary) -> bool:
    if " ".join(words) in vocabulary.headings:
        return True
    rest, status = stages.parted(words, vocabulary)
    if status in (Status.IN_PROGRESS, Status.BLOCKED):
        return _is_one(rest, vocabulary)
    nouns = [word for word in words if word in vocabulary.nouns]
    fitting = all(word in vocabulary.qualifiers for word in words if word not in nouns)
    return bool(nouns) and len(words) > 1 and fitting


@lru_cache(maxsize=REMEMBERED)
def bare(title: str) -> str:
    """Return a key without remarks in brackets."""
    return _REMARK.sub("", title).strip() if _OPENING.search(title) else title.strip()


def _telling(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading begins with such a phrase, or ends with one after a few words."""
    unlike = stems.unlike(vocabulary)
    return any(
        (start == 0 or (last and start <= _FEW)) and unlike.isdisjoint(beside)
        for start, last, beside in _phrases(title, vocabulary.headings)
    )


def repeats(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether an action heading announces older items once more."""
    return _has(title, vocabulary.previous) and not _has(title, vocabulary.fresh)


def _has(title: str, phrases: tuple[str, ...]) -> bool:
    return any(title.startswith(word) or f" {word} " in f" {title} " for word in phrases)


@lru_cache(maxsize=REMEMBERED)
def of_meeting(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading is one of minutes: "March 29th meeting notes"; `title` is a key."""
    return bool(_meeting(vocabulary).search(title))


@lru_cache(maxsize=REMEMBERED)
def announces(title: str, words: tuple[str, ...]) -> bool:
    """Say whether a heading is one of some words or holds one of several words."""
    return title in words or any(True for _ in _phrases(title, words))


@lru_cache(maxsize=REMEMBERED)
def kind_of(title: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the kind of update a heading announces first, and the words that do so.

    A single common word, such as "blocker" or "delay", does so only where the heading begins
    with it and goes on after a colon or dash.
    """
    found = [
        (match.start(), -len(spelling), kind, spelling)
        for kind, spellings in vocabulary.updates.items()
        for spelling in spellings
        if spelling in title
        and (match := _pattern(spelling, terse=kind in _TERSE).search(title))
    ]
    return min(found)[2:] if found else None


def without(plain: str, spelling: str) -> str:
    """Return a heading without the words that say its kind, as written otherwise."""
    at = plain.casefold().find(spelling)
    if at < 0:
        return plain
    rest = plain[:at].rstrip(_JOINTS) + " " + plain[at + len(spelling) :].lstrip(_JOINTS)
    return rest.strip(_JOINTS) or plain


def _phrases(title: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, bool, Sequence[str]]]:
    """Yield where a phrase stands in a title: words before it, whether it ends it, the others.

    Single words of scripts with spaces are too common to be looked for.
    """
    known, joined = _sorted(phrases)
    words = [word.strip(_EDGES) for word in title.split()]
    for start in range(len(words) - 1):
        for end in range(start + 2, min(len(words), start + _LONGEST_PHRASE) + 1):
            if " ".join(words[start:end]) in known:
                yield start, end == len(words), [*words[:start], *words[end:]]
    if not title.isascii():
        for phrase in joined:
            if phrase in title:
                yield len(title[: title.index(phrase)].split()), True, ()


@lru_cache(maxsize=32)
def _sorted(phrases: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the phrases of several words, and those of scripts that are found in any place."""
    return frozenset(p for p in phrases if " " in p), tuple(
        p for p in phrases if _UNSPACED.search(p)
    )


@lru_cache(maxsize=32)
def _meeting(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(map(_bounded, vocabulary.meetings)) or "(?!)")


@lru_cache(maxsize=512)
def _pattern(spelling: str, *, terse: bool) -> re.Pattern[str]:
    bounded = _bounded(spelling)
    if terse and spelling.isascii() and spelling.isalpha():
        bounded = rf"^{bounded}(?=\s*(?:[:\u2013\u2014]|\s-\s|$))"
    return re.compile(bounded)


def _bounded(words: str) -> str:
    """Return a pattern for whole words; scripts without spaces have none."""
    return rf"(?<!\w){re.escape(words)}(?!\w)" if words.isascii() else re.escape(words)
