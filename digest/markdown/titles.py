"""What a heading says: is it one of those we know?"""

import re
import unicodedata
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

_LEAD = re.compile(r"^(?:\s*(?:\d+[.)、:]?(?:\d+[.)]?)*|[ivx]+[.)])\s+|:[\w+-]+:|[^\w\[(#]+)+")
_TAIL = re.compile(r"(?:\s*:[\w+-]+:|[\s:\uff1a.!*_-]|[^\w\s\])）」%#'\"+?/&.-])+$")  # noqa: RUF001
_SHORT = 6  # characters
_TERSE = frozenset(("blocker", "timeline", "learnings"))  # kinds named by common words
_FEW = 3  # words before a phrase in a heading
_JOINTS = " -\u2013\u2014:\u00b7|,"
_REMARK = re.compile(r"\s*[(\uff08\[].*?[)\uff09\]]")


def key(plain: str) -> str:
    """Return a heading or label as the vocabulary spells it: no number, emoji, colon, case."""
    folded = unicodedata.normalize("NFKC", plain).casefold().replace("\u2019", "'")
    return " ".join(_TAIL.sub("", _LEAD.sub("", folded)).split())


def holds_actions(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading announces action items; `title` is a key."""
    if title in vocabulary.headings:
        return True
    bare = _REMARK.sub("", title).strip()
    return bare in vocabulary.headings or _telling(title, vocabulary)


def _telling(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading begins with such a phrase, or ends with one after a few words."""
    found = _long(vocabulary.headings).search(title)
    if found is None:
        return False
    ends = not title[found.end() :].strip() or not title.isascii()
    return found.start() == 0 or (ends and len(title[: found.start()].split()) <= _FEW)


def repeats(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether an action heading announces older items once more."""
    return any(
        title.startswith(word) or f" {word} " in f" {title} " for word in vocabulary.previous
    )


def is_stranger(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading's lists are something else, such as who was there."""
    bare = _REMARK.sub("", title).strip()
    return bare in vocabulary.strangers or bool(_ends(vocabulary.strangers).search(bare))


def announces(title: str, words: tuple[str, ...]) -> bool:
    """Say whether a heading is one of some words or holds one of several words."""
    return title in words or (" " in title and bool(_long(words).search(title)))


def kind_of(title: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the kind of update a heading announces and the words that do so.

    A single common word, such as "blocker" or "delay", does so only where the heading begins
    with it and goes on after a colon or dash.
    """
    for kind, spellings in vocabulary.updates.items():
        for spelling in spellings:
            if spelling in title and _pattern(spelling, terse=kind in _TERSE).search(title):
                return kind, spelling
    return None


def without(plain: str, spelling: str) -> str:
    """Return a heading without the words that say its kind, as written otherwise."""
    at = plain.casefold().find(spelling)
    if at < 0:
        return plain
    rest = plain[:at].rstrip(_JOINTS) + " " + plain[at + len(spelling) :].lstrip(_JOINTS)
    return rest.strip(_JOINTS) or plain


@lru_cache(maxsize=32)
def _long(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match a phrase that is telling enough to be found inside a heading."""
    telling = [w for w in words if not w.isascii() or " " in w]
    return re.compile("|".join(map(_bounded, telling)) or "(?!)")


@lru_cache(maxsize=32)
def _ends(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match such a word at either end of a title; short ones are part of anything."""
    telling = "|".join(re.escape(word) for word in words if len(word) > _SHORT)
    return re.compile(rf"^(?:{telling}) | (?:{telling})$")


@lru_cache(maxsize=512)
def _pattern(spelling: str, *, terse: bool) -> re.Pattern[str]:
    bounded = _bounded(spelling)
    if terse and spelling.isascii() and spelling.isalpha():
        bounded = rf"^{bounded}(?=\s*(?:[:\u2013\u2014]|\s-\s|$))"
    return re.compile(bounded)


def _bounded(words: str) -> str:
    """Return a pattern for whole words; scripts without spaces have none."""
    return rf"(?<!\w){re.escape(words)}(?!\w)" if words.isascii() else re.escape(words)
