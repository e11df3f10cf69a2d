"""Edits of list items: the owner, where one stands or as the file names others."""

import re
from collections.abc import Iterator

from digest.markdown.edits import habit
from digest.markdown.edits.habit import Dress
from digest.markdown.edits.target import Target
from digest.markdown.fields import owner as owner_field
from digest.markdown.splice import Splice
from digest.model.command import SetOwner
from digest.model.item import Span, Spans

_HANDLE = Dress(" ", "", first=False)
_NAME = (Dress(" (", ")", first=False), Dress(" (owner: ", ")", first=False))
_LINK_OPENS = re.compile(rb"\[[*_]*$")
_LINK_CLOSES = re.compile(rb"[*_]*\](?:\([^()\s]*\)|\[[^\[\]]*\])")


def owner(target: Target, asked: SetOwner) -> Iterator[list[Splice]]:
    """Yield the edits that may make a list item name an owner."""
    others = target.column(_pick)
    place = target.spans.owner
    if place is not None:
        whole = _with_link(target.raw, place)
        new = owner_field.write(asked.names, like=target.said(place), others=others)
        yield [target.put(whole, new)]
        return
    new = owner_field.write(asked.names, like="", others=others)
    usual = habit.usual(target, _pick)
    for dress in (*usual, *([_HANDLE] if new.startswith("@") else []), *_NAME):
        yield [habit.added(target, dress, new)]


def _pick(spans: Spans) -> Span | None:
    return spans.owner


def _with_link(raw: bytes, span: Span) -> Span:
    """Return a name with the link it is: the address is that of whoever it was."""
    before = _LINK_OPENS.search(raw[max(0, span.start - 4) : span.start])
    after = _LINK_CLOSES.match(raw, span.end)
    if before is None or after is None:
        return span
    return Span(span.start - len(before[0]), after.end())
