"""Edits of list items: the date, where it stands or in the habit of the file."""

import re
from collections import Counter
from collections.abc import Iterator

from digest.markdown.edits import place
from digest.markdown.edits.text import LISTS, decoded, others, put, said
from digest.markdown.fields import due as due_field
from digest.markdown.splice import Splice
from digest.model.command import SetDue
from digest.model.document import Document
from digest.model.item import ActionItem, Role, Span, Spans
from digest.model.vocabulary import Vocabulary

_LOOK_BACK = 80  # bytes before a date in which its label stands
_LABELLED = re.compile(
    r"(?:\s[-\u2013\u2014]\s+)?(?:[📅📆🗓]\ufe0f?\s*|[\[(]due::\s*|due:(?=$)"
    r"|[\[(]?(?:due|eta|target|deadline|by)(?: date)?(?::\s+|\s+)(?:by\s+|on\s+)?)$",
    re.IGNORECASE,
)
_CLOSES = {"(": ")", "[": "]"}
_USUAL = {Role.ACTION: (" (due ", ")"), Role.TASK: (" - ETA: ", ""), Role.ASK: (" by ", "")}


def due(
    document: Document, item: ActionItem, asked: SetDue, vocabulary: Vocabulary
) -> list[Splice]:
    """Return the edit that makes a list item say a date."""
    spans = item.spans
    if spans is None:
        return []
    places = [i.spans.due for i in others(document, item, LISTS) if i.spans and i.spans.due]
    column = [said(document, place_) for place_ in places]
    like = said(document, spans.due) if spans.due else ""
    new = due_field.write(asked.due, like, column, base=document.date, vocabulary=vocabulary)
    if spans.due:
        return [put(document, spans.due, new)]
    before, after = _habit(document, places) or _USUAL[item.role]
    last = _last(document, spans)
    return [put(document, Span(last, last), before + new + after)]


def _last(document: Document, spans: Spans) -> int:
    """Return the byte at which a date is added: before a status in brackets at the end."""
    last = place.end(document.raw, spans.whole, before_metadata=False)
    state = place.bracketed(document.raw, spans.status) if spans.status else None
    if state and state.end >= place.end(document.raw, spans.whole, before_metadata=True):
        return state.start - len(_blank_before(document.raw, state.start))
    return last


def _blank_before(raw: bytes, at: int) -> bytes:
    return raw[:at][len(raw[:at].rstrip(b" \t")) :]


def _habit(document: Document, places: list[Span]) -> tuple[str, str] | None:
    """Return what the file's other dates have before and after them, most often."""
    seen = Counter(_dressings(document, places))
    return seen.most_common(1)[0][0] if seen else None


def _dressings(document: Document, places: list[Span]) -> Iterator[tuple[str, str]]:
    for span in places:
        before = decoded(document.raw[max(0, span.start - _LOOK_BACK) : span.start])
        match = _LABELLED.search(before)
        if match:
            label = match[0].lstrip()
            yield f" {label}", _CLOSES.get(label[0], "")
