"""What a line of a list promises: who, until when, how far, and the words between.

Works on a run of text in which markup is blank.  What is understood is blanked too, so that
the text of the item is what remains between its ends.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.markdown import assigned, called, metadata, people, suffix
from digest.markdown.fields import due as due_field
from digest.markdown.fields import status
from digest.markdown.findings import Promise, Range
from digest.markdown.inline import MARKUP, Inline
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

_MAYBE_LEVEL = re.compile(r"P[0-4]|S(?:ev(?:erity)?)?[ -]?[0-4]|[\[(]", re.IGNORECASE)
_LEVEL = re.compile(
    r"^\s*[\[(]?\s*(P[0-4]|Sev(?:erity)?[ -]?[0-4]|S[0-4](?=\s*[:\])]))\b[^\w@(\[]*"
    r"|^\s*\(([A-D])\)\s"
    r"|[\[(](P[0-4]|Sev(?:erity)?[ -]?[0-4])[\])]\s*$",
    re.IGNORECASE,
)
_URGENCY = re.compile(  # a word in brackets at either end: `[HIGH]`, `(low priority)`
    r"^\s*[\[(]([^\W\d_][\w -]{1,18}?)(?:[ -](?:priority|prio))?[\])][^\w@(\[]*"
    r"|[\[(]([^\W\d_][\w -]{1,18}?)(?:[ -](?:priority|prio))?[\])][\s.]*$",
    re.IGNORECASE,
)
# In brackets; before a colon or a dash; in brackets after a ticket: `GH-101 (Done):`.
_LEAD_STATUS = re.compile(
    r"^\s*(?:[(\[]([^()\[\]]{2,80})[)\]]|(?:[\w#/-]{1,30}\s*[(\[]\s*)?([^\W\d_][\w' -]{2,24}?)"
    r"\s*[)\]]?(?=\s*[:\uff1a]\s|\s[:\u2013\u2014-]\s))"
)
_TAIL_WORD = re.compile(r"(?:\s[-\u2013\u2014]|[:\uff1a])\s*([^\W\d_][\w ]{2,24}?)\s*\.?\s*$")
_LONGEST_LABEL = 40  # characters
_EMPTY_PAIR = re.compile(r"[(\[\uff08][\s,;:\u3001\uff0c]*[)\]\uff09]")
_EDGE = " \t\n-\u2013\u2014\u00b7|,;:\uff1a\u3001"
_AFTER_LABEL = re.compile(r"[:=\uff1a]|\s\u00b7")
_STATED = (
    r"(?<![^\W_])(?:{labels})[ \x02]*(?:[:=\uff1a]|\s\u00b7)[ \x02]*"
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
) -> Promise:
    """Return what the characters from `first` on promise.

    `who` are those of an owner before them, `known` the folded names of people and teams.
    """
    run = inline.masked
    promise = Promise(inline, " " * first + run[first:], known=known)
    if who:
        promise.take("owner", who)
    for rest in _readings(promise):
        promise.rest = rest
        for step in (suffix.take, metadata.take, _date, _stated, _status, _priority, _owner):
            step(promise, vocabulary)
    promise.text = _bounds(promise, first)
    return promise


def _readings(promise: Promise) -> Iterator[str]:
    """Yield what is to be understood: first without what is struck through, then with it."""
    inline, whole = promise.inline, promise.rest
    struck = [] if inline.struck or "~~" not in inline.source else inline.struck_parts()
    if not struck:
        yield whole
        return
    for cut in struck:
        promise.blank(cut)
    bare = promise.rest
    yield bare
    yield "".join(
        now if now != was else old
        for now, was, old in zip(promise.rest, bare, whole, strict=True)
    )


def _date(promise: Promise, vocabulary: Vocabulary) -> None:
    if "due" in promise.found:
        return
    where = due_field.find(promise.rest, vocabulary)
    if where:
        before = _before((*vocabulary.columns.get("due", ()), *vocabulary.until))
        lead = before.search(promise.rest, max(0, where[0] - _LONGEST_LABEL), where[0])
        first = lead.start() if lead else where[0]
        last = where[1]
        opening = re.search(r"[(\[]\s*$", promise.rest[:first])
        closing = re.match(r"\s*[)\]]", promise.rest[last:])
        if opening and closing:
            first, last = opening.start(), last + closing.end()
        promise.take("due", where, cut=(first, last))


@lru_cache(maxsize=64)
def _before(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match what announces a date and ends where the date begins."""
    labels = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(
        rf"(?:(?<!\w)(?:{labels}|until|before|on)\s*[:=\uff1a]*\s*)$", re.IGNORECASE
    )


def _stated(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take `Owner: x`, `Due: x` and the like, wherever they stand."""
    before = [
        promise.rest[max(0, m.start() - _LONGEST_LABEL) : m.start()].rstrip(" \x02").lower()
        for m in _AFTER_LABEL.finditer(promise.rest)
    ]
    for name in ("owner", "due", "status", "priority") if before else ():
        pattern, labels = _labels(vocabulary, name)
        said = any(words.endswith(labels) for words in before)
        match = pattern.search(promise.rest) if said else None
        if match and name not in promise.found and _meant(name, match, promise, vocabulary):
            promise.take(name, _tight(promise.rest, match.span("value")), cut=match.span())


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
    either = "|".join(re.escape(n) for n in sorted(plain, key=len, reverse=True)) or "(?!)"
    pattern = re.compile(_STATED.format(labels=either), re.IGNORECASE)
    return pattern, tuple(n.lower() for n in plain)


# In a sentence these words announce anything.
_COMMON = """
    team who lead contact person champion driver wer qui quem by when timeline timing expected
    date data fecha termin done complete completed progress p pri importance bis quando
"""
_TOO_COMMON = frozenset(_COMMON.split())


def _status(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take a picture or `(blocked)` at the start, a word after a dash at the end."""
    if "status" in promise.found:
        return
    lead = len(promise.rest) - len(promise.rest.lstrip())
    picture = promise.rest[lead : lead + 1]
    if not picture.isascii() and not picture.isalnum() and status.known(picture, vocabulary):
        promise.take("status", (lead, lead + 1 + promise.rest.startswith("\ufe0f", lead + 1)))
        return
    trimmed = promise.rest.rstrip(_EDGE)
    for pattern in (_LEAD_STATUS, _TAIL_WORD):
        match = pattern.search(trimmed)
        group = match.lastindex if match else None
        if match and group and _closes(match[group], vocabulary, label=group > 1):
            first = match.start(group)
            last = first + len(match[group].rstrip(_EDGE))
            promise.take("status", (first, last), cut=match.span())
            return


def _closes(said: str, vocabulary: Vocabulary, *, label: bool) -> bool:
    """Say whether a word is a status and not just "open", which says nothing here.

    As a label, "Testing:" or "Draft:" tell what the work is about; "In progress:" does not.
    """
    word = " ".join(said.casefold().rstrip(_EDGE).split())
    status = vocabulary.statuses.get(word, Status.OPEN)
    plain = status is not Status.IN_PROGRESS or said.isupper() or word in vocabulary.boards
    return status is not Status.OPEN and (plain or not label)


def _priority(promise: Promise, vocabulary: Vocabulary) -> None:
    if "priority" in promise.found or not _MAYBE_LEVEL.search(promise.rest):
        return
    match = _LEVEL.search(promise.rest)
    if match is None and (found := _URGENCY.search(promise.rest)):
        word = found[found.lastindex or 0].casefold()
        match = found if word in vocabulary.priorities else None
    if match:
        promise.take("priority", match.span(match.lastindex or 0), cut=match.span())


def _owner(promise: Promise, vocabulary: Vocabulary) -> None:
    if "owner" in promise.found:
        return
    names = called.names(promise.known, vocabulary)
    if told := assigned.find(promise.rest, vocabulary, names):
        promise.take("owner", told[0], cut=told[1])
    elif found := people.find(promise.rest, promise.inline, names):
        promise.take("owner", found.who, cut=found.cut)


def _bounds(promise: Promise, first: int) -> Range:
    """Return the ends of the text: markup round it included, what was understood not."""
    rest = promise.rest
    while ("(" in rest or "[" in rest or "\uff08" in rest) and (
        match := _EMPTY_PAIR.search(rest)
    ):
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    if not re.search(r"[\w\x01]", rest):
        rest = " " * first + promise.inline.masked[first:]
    start = len(rest) - len(rest.lstrip(_EDGE))
    end = len(rest.rstrip(_EDGE))
    if start >= end:
        return (first, len(rest.rstrip()))
    dressed = promise.inline.dressed
    while start > first and dressed[start - 1] == MARKUP:
        start -= 1
    while end < len(dressed) and dressed[end] == MARKUP:
        end += 1
    return start, end


def _tight(rest: str, where: Range) -> Range:
    said = rest[where[0] : where[1]]
    start = where[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())
