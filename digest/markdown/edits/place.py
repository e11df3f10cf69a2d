"""Where on the line of a list item, or in an action cell, a new piece of text belongs."""

import re

from digest.markdown.edits.target import decoded, encoded
from digest.markdown.fields.statusfind import LONGEST_TAIL, METADATA
from digest.model.item import ActionItem, Span, Spans

_BLOCK_ID = re.compile(r"\s+\^[A-Za-z0-9-]+$")
_BULLET = re.compile(rb"(?:[-*+]|\d+[.)])[ \t]+(?:\[[^\]]*\][ \t]+)?")
_REST = re.compile(rb"[^\r\n]*")
_GOES_ON = re.compile(rb"[)\xef]|[ \t]|[.;!?][ \t]+\S")  # the line, after a part of it
_OPEN = re.compile(rb"[*_]*[(\[](?:[^()\[\]\r\n]{1,40}(?::|\xef\xbc\x9a))?[ \t]*$")
_CLOSE = re.compile(rb"[ \t]*[)\]][*_]*")


def start(raw: bytes, spans: Spans) -> int:
    """Return the byte at which the words of an item begin."""
    if spans.cell is not None:
        return spans.cell.start
    whole = spans.whole
    match = _BULLET.match(raw, whole.start, whole.end)
    return match.end() if match else whole.start


def end(raw: bytes, spans: Spans, *, before_metadata: bool) -> int:
    """Return the byte at which words are added to an item: before what tools keep last."""
    whole = spans.cell or _to_line_end(raw, spans.whole)
    text = decoded(whole.of(raw)).rstrip()
    tail = text[-LONGEST_TAIL:]
    found = (METADATA if before_metadata else _BLOCK_ID).search(tail)
    cut = found.start() - len(tail) if found and found[0] else None
    return whole.start + len(encoded(text[:cut]))


def _to_line_end(raw: bytes, whole: Span) -> Span:
    """Return an item with what the parser makes nothing of, such as the end of `[#12][]`.

    What is part of a line ends where it does.
    """
    if _GOES_ON.match(raw, whole.end):
        return whole
    rest = _REST.match(raw, whole.end)
    return Span(whole.start, rest.end() if rest else whole.end)


def tail(raw: bytes, spans: Spans) -> int:
    """Return the byte at which a field is added: before metadata, and brackets at the end."""
    last = end(raw, spans, before_metadata=True)
    for _ in range(2):  # a status, a note
        for field in (spans.status, spans.note):
            around = bracketed(raw, field) if field and field.end < last else None
            if around and around.end >= last:
                last = around.start - len(_blank_before(raw, around.start))
    return last


def _blank_before(raw: bytes, at: int) -> bytes:
    return raw[:at][len(raw[:at].rstrip(b" \t")) :]


def bracketed(raw: bytes, span: Span) -> Span | None:
    """Return a bracketed field with its brackets and emphasis, None where it has none."""
    line_start = max(0, span.start - 60)
    before = _OPEN.search(raw[line_start : span.start])
    after = _CLOSE.match(raw, span.end)
    if before is None or after is None:
        return None
    return Span(line_start + before.start(), after.end())


def with_space(raw: bytes, span: Span, item: ActionItem) -> Span:
    """Return a field that is to go, with the white space that goes with it."""
    first, last = span.start, span.end
    begin = start(raw, item.spans) if item.spans else first
    if begin == first or raw[first - 1 : first] == b"[":
        while raw[last : last + 1] in (b" ", b"\t"):
            last += 1
        return Span(first, last)
    while raw[first - 1 : first] in (b" ", b"\t"):
        first -= 1
    return Span(first, last)
