"""Whom an ask is put to: need X *from* Y."""

import re
from dataclasses import replace
from functools import lru_cache

from digest.markdown.fields import due, owner
from digest.markdown.findings import Promise, Range
from digest.model.item import ActionItem
from digest.model.vocabulary import Vocabulary

LONGEST = 1000  # characters in which somebody is asked


def put_to(
    item: ActionItem, promise: Promise, *, always: bool, vocabulary: Vocabulary
) -> ActionItem:
    """Return an ask with the person it asks, who stays in the text.

    `always`: the line asks whether it says "need" or not.
    """
    text = promise.inline.masked
    if where := promise.found.get("due"):
        text = text[: where[0]] + " " * (where[1] - where[0]) + text[where[1] :]
    match = _asked(text[:LONGEST], vocabulary, always=always)
    if match and (owners := owner.read(match["who"])):
        return _naming(item, promise, match.span("who"), owners)
    said = promise.found.get("owner")
    return _naming(item, promise, said, item.owners) if said and item.owners else item


def whom(text: str, *, always: bool, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whom a line asks, as written; `always` as in `put_to`."""
    text = text[:LONGEST]
    if where := due.find(text, vocabulary):
        text = text[: where[0]] + " " * (where[1] - where[0]) + text[where[1] :]
    match = _asked(text, vocabulary, always=always)
    return owner.read(match["who"]) if match else ()


def _asked(text: str, vocabulary: Vocabulary, *, always: bool) -> re.Match[str] | None:
    begin = () if always else vocabulary.waiting
    return _from(vocabulary.from_words, begin).search(text) or _waits(
        vocabulary.waiting
    ).search(text)


def _naming(
    item: ActionItem, promise: Promise, who: Range, owners: tuple[str, ...]
) -> ActionItem:
    start, end = promise.text
    at = promise.inline.span(min(start, who[0]), max(end, who[1]))
    assert item.spans is not None  # noqa: S101 - whatever is read has its spans
    spans = replace(item.spans, owner=promise.inline.span(*who), text=at)
    return replace(item, owners=owners, spans=spans, text=promise.inline.words(at))


@lru_cache(maxsize=64)
def _from(words: tuple[str, ...], begin: tuple[str, ...]) -> re.Pattern[str]:
    """Match who is asked: after "from" where the line begins to ask, before the next clause."""
    asking = rf"{_either(begin)}\b" if begin else ""
    return re.compile(
        rf"{asking}[^\n]*\s{_either(words)}\s+(?P<who>@?\w[^\n,;.()]*?)"
        r"(?=\s+(?:by|to|before|for|on|so|in|until|because|since|-)\s|\s*[,;.()\n]|\s*$)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _waits(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match who is waited for: a handle, or whoever is "to" do something."""
    waiting = _either(tuple(word for word in words if " " in word))
    return re.compile(
        rf"\b(?i:{waiting})\s+(?P<who>@[\w./-]*\w"
        r"|(?=the\s|[A-Z])\w[\w'-]*(?:\s[\w'-]+){0,3}?(?=\s+to\s+[a-z]))"
    )


def _either(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})"
