"""Headings that mean things to do, told by their head: "Review of new action items (May)"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

_FEW = 3  # words before the head
_LONGEST = 90  # characters of a part of a heading


def heads(part: str, vocabulary: Vocabulary) -> bool:
    """Say whether a part of a heading is a phrase for things to do, with words around it."""
    return _match(part, vocabulary) is not None


def beside(title: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """Return a heading without its head, and whether it says that all of it is done.

    "Corrective actions applied" says so; "what is to be done" does not.
    """
    match = _match(title, vocabulary)
    if match is None:
        return title, False
    rest = title[: match.start("head")] + title[match.end("head") :]
    return rest, bool(match["finished"])


@lru_cache(maxsize=32)
def unlike(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words beside which a phrase for things to do is another heading."""
    return frozenset(vocabulary.unlike)


def _match(part: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    return _pattern(vocabulary).fullmatch(part) if len(part) <= _LONGEST else None


@lru_cache(maxsize=32)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    verbs = (verb for verb in vocabulary.verbs if verb not in vocabulary.topical)
    before = _any_of((*vocabulary.unlike, *verbs, *vocabulary.tails))
    return re.compile(
        rf"(?:{_any_of(vocabulary.openers)} )*+"
        rf"(?:(?!{before} )[^ ]+ ){{0,{_FEW}}}?(?P<head>{_any_of(vocabulary.stems)})"
        rf"(?P<finished> {_any_of(vocabulary.finished)})?"
        rf"(?: {_any_of(vocabulary.tails)}(?: .*)?)?"
    )


def _any_of(words: Iterable[str]) -> str:
    """Match one of some words; nothing where there are none."""
    told = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return f"(?:{told})" if told else "(?!)"
