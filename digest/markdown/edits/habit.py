"""What the other list items have round a field: `@ana: `, ` - Ana`, `[owner:: ana]`."""

import re
from collections import Counter
from dataclasses import dataclass

from digest.markdown.edits import place
from digest.markdown.edits.target import Pick, Target, decoded
from digest.markdown.splice import Splice
from digest.model.item import Span, Spans

_BEFORE_FIRST = re.compile(r"[(\[*_]{0,3}(?:[^\W\d_]{2,12}\s*[:\uff1a]\s*)?")
_AFTER_FIRST = re.compile(
    r"[*_]{0,2}[)\]]?[*_]{0,2}[:\uff1a,]?[*_]{0,2}(?:\s+[-\u2013\u2014])?\s+"
)
_BEFORE_LAST = re.compile(
    r"\s+(?:[-\u2013\u2014|\u00b7]\s+)?[(\[*_]{0,3}(?:[^\W\d_]{2,12}\s*::?\s*|[^\W\d_]{2,12}\uff1a\s*)?$"
)
_CLOSES = {"(": ")", "[": "]", "*": "*", "_": "_"}


@dataclass(frozen=True)
class Dress:
    """What stands before and after a field, and whether it comes before the words."""

    before: str
    after: str
    first: bool


def usual(target: Target, pick: Pick) -> list[Dress]:
    """Return how the other items of lists dress a field, most often first."""
    seen = Counter(
        dress
        for spans, span in target.lines(pick)
        if (dress := _dress(target.raw, spans, span))
    )
    return [dress for dress, _ in seen.most_common(3)]


def added(target: Target, dress: Dress, said: str) -> Splice:
    """Return the splice that puts a field where its dress says."""
    at = target.spans.text.start if dress.first else place.tail(target.raw, target.spans)
    return target.put(Span(at, at), dress.before + said + dress.after)


def _dress(raw: bytes, spans: Spans, span: Span) -> Dress | None:
    begin = place.start(raw, spans)
    if begin <= span.start and span.end <= spans.text.start:
        before, after = (
            decoded(raw[begin : span.start]),
            decoded(raw[span.end : spans.text.start]),
        )
        fits = _BEFORE_FIRST.fullmatch(before) and _AFTER_FIRST.fullmatch(after)
        return Dress(before, after, first=True) if fits else None
    if span.start < spans.text.end:
        return None
    match = _BEFORE_LAST.search(decoded(raw[spans.text.end : span.start]))
    if match is None:
        return None
    marks = [c for c in match[0] if c in _CLOSES]
    return Dress(match[0], "".join(_CLOSES[c] for c in reversed(marks)), first=False)
