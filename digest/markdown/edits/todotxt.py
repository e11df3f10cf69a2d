"""Edits of todo.txt lines: `x` and its day in front, `(A)` after it, pairs at the end."""

import re

from digest.markdown.edits.target import Target
from digest.markdown.fields import due as due_field
from digest.markdown.fields.priority import letter
from digest.markdown.splice import Splice
from digest.model.command import SetDue, SetOwner, SetPriority, SetStatus
from digest.model.item import Span, Status
from digest.sentence import Sentence

_DONE = re.compile(rb"x[ \t]+(?:\d{4}-\d\d-\d\d[ \t]+)?")
_KEPT = b" pri:"
_RANK = re.compile(rb"\([A-Z]\)[ \t]+")


def status(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edits that tick a line off or open it again.

    A line that is done keeps its letter as a pair, `pri:A`, as todo.txt has it; one that is
    opened again has it in front.

    Raises:
        Refusal: the format knows no other status.
    """
    begin, raw = target.spans.whole.start, target.raw
    start = begin + len(target.spans.whole.of(raw)) - len(target.spans.whole.of(raw).lstrip())
    if asked.status is Status.OPEN:
        return _reopened(target, start)
    if asked.status is not Status.DONE or asked.detail:
        raise target.refusal(
            Sentence("todo.txt says open or done, without a reason; edit the file to say more")
        )
    rank = _RANK.match(raw, start)
    day = f"{target.today} " if target.today else ""
    edits = [target.put(Span(start, rank.end() if rank else start), f"x {day}")]
    return [*edits, _pair(target, "pri", rank[0].decode()[1])] if rank else edits


def _reopened(target: Target, start: int) -> list[Splice]:
    done = _DONE.match(target.raw, start)
    if done is None:
        return []
    rank = target.spans.priority
    if rank is None or rank.start - len(_KEPT) < target.spans.text.end:
        return [target.put(Span(*done.span()), "")]
    front = target.put(Span(*done.span()), f"({target.said(rank)}) ")
    return [front, target.put(Span(rank.start - len(_KEPT), rank.end), "")]


def due(target: Target, asked: SetDue) -> list[Splice]:
    """Return the edit that gives a line a day.

    Raises:
        Refusal: it is no day.
    """
    if asked.due.day is None:
        raise target.refusal(Sentence("todo.txt knows days only; write it as 2026-12-04"))
    new = due_field.write(asked.due, asked.due.day.isoformat(), [])
    return [_set(target, target.spans.due, "due", new)]


def owner(target: Target, asked: SetOwner) -> list[Splice]:
    """Return the edit that names an owner, in one word.

    Raises:
        Refusal: no name of theirs is one.
    """
    short = [name for name in asked.names if not re.search(r"\s", name)]
    if not short:
        raise target.refusal(
            Sentence("todo.txt takes a name of one word; answer with a handle")
        )
    return [_set(target, target.spans.owner, "owner", short[0])]


def priority(target: Target, asked: SetPriority) -> list[Splice]:
    """Return the edit that gives a line another letter.

    Raises:
        Refusal: no letter means that.
    """
    new = letter(asked.level)
    if new is None:
        raise target.refusal(
            Sentence(
                "todo.txt has no letter for {level}; (A) is P1, (D) is P4", level=asked.level
            )
        )
    place = target.spans.priority
    if place is None and target.item.status.value is Status.OPEN:
        at = target.spans.whole.start
        return [target.put(Span(at, at), f"({new}) ")]
    return [_set(target, place, "pri", new)]


def _set(target: Target, place: Span | None, key: str, said: str) -> Splice:
    return target.put(place, said) if place else _pair(target, key, said)


def _pair(target: Target, key: str, said: str) -> Splice:
    last = target.spans.whole.end
    return target.put(Span(last, last), f" {key}:{said}")
