"""Edits of list items: the date, where it stands or in the habit of the file."""

import re
from collections import Counter
from collections.abc import Iterator

from digest.markdown.edits import place
from digest.markdown.edits.target import Target, decoded
from digest.markdown.fields import due as due_field
from digest.markdown.splice import Splice
from digest.model.command import SetDue
from digest.model.item import Role, Span

_LOOK_BACK = 80  # bytes before a date in which its label stands
_LABELLED = re.compile(
    r"(?:\s[-\u2013\u2014]\s+)?(?:[📅📆🗓]\ufe0f?\s*|[\[(]due::\s*|due:(?=$)"
    r"|[\[(]?(?:due|eta|target|deadline|by)(?: date)?(?::\s+|\s+)(?:by\s+|on\s+)?)$",
    re.IGNORECASE,
)
_CLOSES = {"(": ")", "[": "]"}
_USUAL = {Role.ACTION: (" (due ", ")"), Role.TASK: (" - ETA: ", ""), Role.ASK: (" by ", "")}


def due(target: Target, asked: SetDue) -> list[Splice]:
    """Return the edit that makes a list item say a date."""
    spans = target.spans
    places = [place_ for _, place_ in target.lines(lambda spans: spans.due)]
    column = [target.said(place_) for place_ in places]
    like = target.said(spans.due) if spans.due else ""
    base, known = target.document.date, target.vocabulary
    new = due_field.write(asked.due, like, column, base=base, vocabulary=known)
    if spans.due:
        return [target.put(spans.due, new)]
    before, after = _habit(target, places) or _USUAL[target.item.role]
    last = _last(target)
    return [target.put(Span(last, last), before + new + after)]


def _last(target: Target) -> int:
    """Return the byte at which a date is added: before a status in brackets at the end."""
    last = place.end(target.raw, target.spans, before_metadata=False)
    at = place.tail(target.raw, target.spans)
    bare = place.end(target.raw, target.spans, before_metadata=True)
    return at if at < bare else last


def _habit(target: Target, places: list[Span]) -> tuple[str, str] | None:
    """Return what the file's other dates have before and after them, most often."""
    seen = Counter(_dressings(target, places))
    return seen.most_common(1)[0][0] if seen else None


def _dressings(target: Target, places: list[Span]) -> Iterator[tuple[str, str]]:
    for span in places:
        before = decoded(target.raw[max(0, span.start - _LOOK_BACK) : span.start])
        match = _LABELLED.search(before)
        if match:
            label = match[0].lstrip()
            yield f" {label}", _CLOSES.get(label[0], "")
