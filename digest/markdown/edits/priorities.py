"""Edits of list items: the priority, where one stands or as the file marks others."""

from collections.abc import Iterator

from digest.markdown.edits import habit, place
from digest.markdown.edits.habit import Dress
from digest.markdown.edits.target import Target
from digest.markdown.fields import priority as priority_field
from digest.markdown.splice import Splice
from digest.model.command import SetPriority
from digest.model.item import Span, Spans

_FIRST = Dress("[", "] ", first=True)
_LAST = Dress(" [", "]", first=False)


def priority(target: Target, asked: SetPriority) -> Iterator[list[Splice]]:
    """Yield the edits that may make a list item say a priority."""
    others = target.column(_pick)
    old = target.spans.priority
    like = target.said(old) if old else ""
    new = priority_field.write(
        asked.level, like=like, others=others, vocabulary=target.vocabulary
    )
    if old is not None:
        yield [target.put(old, new)]
        yield [target.put(old, asked.level)]
        return
    for dress in habit.usual(target, _pick):
        yield [_added(target, dress, new)]
    for dress in (_FIRST, _LAST):
        yield [_added(target, dress, asked.level)]


def _added(target: Target, dress: Dress, new: str) -> Splice:
    """Return the splice that adds a priority: before everything else, an owner too."""
    if not dress.first:
        return habit.added(target, dress, new)
    at = place.start(target.raw, target.spans)
    return target.put(Span(at, at), dress.before + new + dress.after)


def _pick(spans: Spans) -> Span | None:
    return spans.priority
