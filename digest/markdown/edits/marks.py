"""Edits of list items: the mark in a task's box, the words at the end of a line."""

from collections import Counter

from digest.markdown.edits import place, stamps
from digest.markdown.edits.target import Target
from digest.markdown.fields import cell as cells
from digest.markdown.fields import status as status_field
from digest.markdown.fields import wording, words
from digest.markdown.fields.cell import Cell
from digest.markdown.splice import Splice
from digest.model.command import SetStatus
from digest.model.item import Role, Span, Status

# What a line says in words when nothing of the document tells how.
_USUAL = Cell("", "open", "", "", Status.OPEN)


def status(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits that make a list item say a status: box, picture or words."""
    edits = _boxed(target, asked)
    silent = asked.status is Status.OPEN and target.item.role is Role.ACTION
    if target.spans.mark is not None:
        silent = silent or _mark(target, asked.status) != " "
    if asked.status is Status.OPEN:
        # "(todo: why)" in a line is a remark like any other: the reason stays in the mail.
        asked = SetStatus(Status.OPEN)
    if silent and not asked.detail:
        return edits + _without_words(target, asked)
    return edits + _with_words(target, asked)


def moved(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits that take a status away where it stands and say it at the end."""
    edits = _boxed(target, asked)
    if old := target.spans.status:
        gone = place.bracketed(target.raw, old) or old
        edits.append(target.put(place.with_space(target.raw, gone, target.item), ""))
    return [*edits, _appended(target, _usual(target, asked.status), asked)]


def _boxed(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits of the box, and of the day beside it."""
    if target.spans.mark is None:
        return []
    edits: list[Splice] = []
    mark = _mark(target, asked.status)
    if status_field.mark(target.said(target.spans.mark)) is not status_field.mark(mark):
        edits.append(target.put(target.spans.mark, mark))
    if target.item.status.value is not asked.status:
        edits += stamps.stamp(target, asked)
    return edits


def _own(target: Target) -> list[str]:
    """Return how the other list items say their status."""
    return target.column(lambda spans: spans.status)


def _mark(target: Target, wanted: Status) -> str:
    """Return the mark the document uses for a status; a space where words must say it."""
    if wanted in (Status.OPEN, Status.BLOCKED):
        return " "
    marks = target.column(lambda spans: spans.mark)
    own = Counter(mark for mark in marks if status_field.mark(mark) is wanted)
    if own:
        return own.most_common(1)[0][0]
    return "x" if wanted is Status.DONE else " "


def _without_words(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits after which no words on the line say a status."""
    old = target.spans.status
    if old is None:
        return []
    raw = target.raw
    going = place.bracketed(raw, old) or (old if _is_picture(target.said(old)) else None)
    if going is None:
        return [_in_place(target, old, asked)]
    return [target.put(place.with_space(raw, going, target.item), "")]


def _with_words(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits after which words, or a picture as the document uses, say a status."""
    old = target.spans.status
    word = _word(target, asked.status)
    if old is None:
        return _added(target, word, asked)
    if place.bracketed(target.raw, old):
        return [target.put(old, _inner(word, asked))]
    if asked.detail and _is_picture(target.said(old)):
        bare = _in_place(target, old, SetStatus(asked.status))
        return [bare, _appended(target, _usual(target, asked.status), asked)]
    return [_in_place(target, old, asked)]


def _added(target: Target, word: str, asked: SetStatus) -> list[Splice]:
    if not _is_picture(word):
        return [_appended(target, word, asked)]
    first = place.start(target.raw, target.spans)
    picture = target.put(Span(first, first), f"{word} ")
    if not asked.detail:
        return [picture]
    return [picture, _appended(target, _usual(target, asked.status), asked)]


def _appended(target: Target, word: str, asked: SetStatus) -> Splice:
    last = place.end(target.raw, target.spans, before_metadata=True)
    return target.put(Span(last, last), f" ({_inner(word, asked)})")


def _in_place(target: Target, old: Span, asked: SetStatus) -> Splice:
    new = status_field.write(
        asked.status,
        asked.detail,
        like=target.said(old),
        others=_own(target),
        vocabulary=target.vocabulary,
    )
    return target.put(old, new)


def _inner(word: str, asked: SetStatus) -> str:
    reason = words.bracketed(words.literal(asked.detail))
    return f"{word}: {reason}" if reason else word


def _word(target: Target, wanted: Status) -> str:
    """Return how the document's lists say a status, as a word or a picture."""
    cut = [cell for raw in _own(target) if (cell := cells.split(raw, target.vocabulary))]
    return wording.choose(wanted, old=_USUAL, column=cut, vocabulary=target.vocabulary)


def _usual(target: Target, wanted: Status) -> str:
    return wording.choose(wanted, old=_USUAL, column=[], vocabulary=target.vocabulary)


def _is_picture(said_: str) -> bool:
    return not any(character.isalnum() for character in said_)
