"""What a line of a list promises: who, until when, how far, and the words between.

Works on a run of text in which markup is blank.  What is understood is blanked too, so that
the text of the item is what remains between its ends.
"""

import re
from functools import lru_cache

from digest.markdown import (
    assigned,
    bounds,
    called,
    metadata,
    people,
    statuses,
    struck,
    suffix,
    urgency,
)
from digest.markdown.fields import due as due_field
from digest.markdown.fields import words
from digest.markdown.fields.duefind import ANNOUNCING
from digest.markdown.findings import Promise, Range
from digest.markdown.inline import Inline
from digest.model.vocabulary import Vocabulary

_LONGEST_LABEL = 40  # characters
_AFTER_LABEL = re.compile(r"[:=\uff1a]|\s\u00b7")
_STATED = (
    r"(?<![^\W_]){labels}[ \x02]*(?:[:=\uff1a]|\s\u00b7)[ \x02]*"
    r"(?P<value>(?:\[[^\[\]\n]{{0,60}}\]|[^\n])*?)"
    r"(?=\s+[-\u2013\u2014\u00b7|]\s|[,;\u3001\u3002)\]\uff09|]|\.\s|\.?[ \x02]*$|\n)"
)


def read(
    inline: Inline,
    first: int,
    vocabulary: Vocabulary,
    *,
    who: Range | None = None,
    known: frozenset[str] = frozenset(),
    told: frozenset[str] | None = None,
) -> Promise:
    """Return what the characters from `first` on promise.

    `who` are those of an owner before them, `known` the folded names of people and teams,
    `told` the fields that other cells of the row are for.
    """
    promise = begun(inline, first, who=who, known=known, told=told)
    return finished(promise, first, vocabulary)


def begun(
    inline: Inline,
    first: int,
    *,
    who: Range | None = None,
    known: frozenset[str] = frozenset(),
    told: frozenset[str] | None = None,
) -> Promise:
    """Return a promise of which nothing is understood but who stands before it."""
    run = inline.masked
    promise = Promise(inline, " " * first + run[first:], known=known, told=told)
    if who:
        promise.take("owner", who)
    return promise


def finished(promise: Promise, first: int, vocabulary: Vocabulary) -> Promise:
    """Return it with all that the characters from `first` on say."""
    for rest in struck.readings(promise):
        promise.rest = rest
        for step in (
            suffix.take,
            metadata.take,
            _date,
            _stated,
            statuses.take,
            urgency.take,
            _owner,
        ):
            step(promise, vocabulary)
    cell = promise.told is not None
    promise.text = bounds.of_cell(promise) if cell else bounds.of_line(promise, first)
    return promise


def _date(promise: Promise, vocabulary: Vocabulary) -> None:
    if not promise.wants("due"):
        return
    where = due_field.find(promise.rest, vocabulary) or due_field.first(
        promise.rest, vocabulary
    )
    if where:
        before = _before(vocabulary)
        lead = before.search(promise.rest, max(0, where[0] - _LONGEST_LABEL), where[0])
        first = lead.start() if lead else where[0]
        last = where[1]
        opening = re.search(r"[(\[]\s*$", promise.rest[:first])
        closing = re.match(r"\s*[)\]]", promise.rest[last:])
        if opening and closing:
            first, last = opening.start(), last + closing.end()
        promise.take("due", where, cut=(first, last))


@lru_cache(maxsize=64)
def _before(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match what announces a date and ends where the date begins."""
    names = (*vocabulary.columns.get("due", ()), *vocabulary.until, *ANNOUNCING)
    labels = words.any_of((*names, "until", "before", "on"))
    return re.compile(rf"(?:(?<!\w){labels}\s*[:=\uff1a]*\s*)$", re.IGNORECASE)


def _stated(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take `Owner: x`, `Due: x` and the like, wherever they stand."""
    before = [
        promise.rest[max(0, m.start() - _LONGEST_LABEL) : m.start()].rstrip(" \x02").lower()
        for m in _AFTER_LABEL.finditer(promise.rest)
    ]
    for name in ("owner", "due", "status", "priority") if before else ():
        pattern, labels = _labels(vocabulary, name)
        said = any(text.endswith(labels) for text in before)
        match = pattern.search(promise.rest) if said else None
        if match and promise.wants(name) and _meant(name, match, promise, vocabulary):
            value = bounds.tight(promise.rest, match.span("value"))
            promise.take(name, value, cut=match.span())


def _meant(name: str, match: re.Match[str], promise: Promise, vocabulary: Vocabulary) -> bool:
    """Say whether a label tells a field: "set status: done in the API" is a sentence."""
    said = " ".join(match["value"].split())
    inside = match.string[: match.start()].rstrip()[-1:].isalnum()
    if inside and name == "status":
        return said.casefold() in vocabulary.statuses
    if inside and name == "owner" and said[:1].islower() and " " in said:
        return called.names(promise.known, vocabulary).all_known(said)
    return bool(said)


@lru_cache(maxsize=64)
def _labels(vocabulary: Vocabulary, name: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return what matches a labelled field, and the labels it may have."""
    plain = [n for n in vocabulary.columns.get(name, ()) if n not in _TOO_COMMON]
    pattern = re.compile(_STATED.format(labels=words.any_of(plain)), re.IGNORECASE)
    return pattern, tuple(n.lower() for n in plain)


# In a sentence these words announce anything.
_COMMON = """
    team who lead contact person champion driver wer qui quem by when timeline timing expected
    date data fecha termin done complete completed progress p pri importance bis quando
"""
_TOO_COMMON = frozenset(_COMMON.split())


def _owner(promise: Promise, vocabulary: Vocabulary) -> None:
    if not promise.wants("owner"):
        return
    # In a table "Jenkins: upgrade it" is what to do: other rows name nobody there either.
    names = called.names(promise.known, vocabulary, shapes=promise.told is None)
    if told := assigned.find(promise.rest, vocabulary, names):
        promise.take("owner", told[0], cut=told[1])
    elif found := people.find(promise.rest, promise.inline, names):
        promise.take("owner", found.who, cut=found.cut)


_LAST_STEPS = (statuses.take, urgency.take, _owner)
