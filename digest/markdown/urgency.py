"""Priorities at either end of a line."""

import re

from digest.markdown.findings import Promise
from digest.model.vocabulary import Vocabulary

_MAYBE = re.compile(r"[0-4\[(]")
_MAYBE_LEVEL = re.compile(r"P[0-4]|S(?:ev(?:erity)?)?[ -]?[0-4]|[\[(]", re.IGNORECASE)
_LEVEL = re.compile(
    r"^\s*[\[(]?\s*(P[0-4]|Sev(?:erity)?[ -]?[0-4]|S[0-4](?=\s*[:\])]))\b[^\w@(\[]*"
    r"|^\s*\(([A-D])\)\s"
    r"|[\[(](P[0-4]|Sev(?:erity)?[ -]?[0-4])[\])]\s*$",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\d\s*[])]|\d\s*[:\uff1a\u2013\u2014-]")
_URGENCY = re.compile(  # a word in brackets at either end: `[HIGH]`, `(low priority)`
    r"^\s*[\[(]([^\W\d_][\w -]{1,18}?)(?:[ -](?:priority|prio))?[\])][^\w@(\[]*"
    r"|[\[(]([^\W\d_][\w -]{1,18}?)(?:[ -](?:priority|prio))?[\])][\s.]*$",
    re.IGNORECASE,
)


def take(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take `[P1]`, `P1:`, `(A)` and the like, and words in brackets."""
    if not promise.wants("priority") or not _MAYBE.search(promise.rest):
        return
    if not _MAYBE_LEVEL.search(promise.rest):
        return
    match = _LEVEL.search(promise.rest)
    if match and promise.told is not None and not _MARKED.search(match[0]):
        return  # "P1 alerts ring twice"
    if match is None and (found := _URGENCY.search(promise.rest)):
        word = found[found.lastindex or 0].casefold()
        match = found if word in vocabulary.priorities else None
    if match:
        promise.take("priority", match.span(match.lastindex or 0), cut=match.span())
