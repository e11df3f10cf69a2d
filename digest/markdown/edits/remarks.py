"""Edits of list items: a note, as a bullet below the item or in brackets at its end."""

import re
from collections.abc import Iterator

from digest.markdown.edits import place
from digest.markdown.edits.target import LISTS, Target, decoded
from digest.markdown.fields import notes, words
from digest.markdown.splice import Splice
from digest.model.command import AddNote
from digest.model.item import Form, Span

_LINE_END = re.compile(rb"\r\n|\n|\r")
_LEAD = re.compile(rb"(?P<lead>[ \t>]*)(?P<bullet>[-*+]|\d+[.)])(?P<gap>[ \t]+)")
_INDENTED = re.compile(rb"(?:^|[\r\n])(?P<indent> {2,4}|\t)[-*+][ \t]")
_LABEL = "Note: "
_BELOW = (Form.TASK, Form.BULLET)


def note(target: Target, asked: AddNote) -> Iterator[list[Splice]]:
    """Yield the edits that may note something of a list item."""
    said = target.spans.note
    if said is not None and said.end <= target.spans.whole.end:
        more = words.bracketed(words.literal(asked.text))
        yield [target.put(Span(said.end, said.end), f"{notes.BETWEEN}{more}")]
        return
    if target.item.form in _BELOW:
        yield from _below(target, words.literal(asked.text))
    last = place.end(target.raw, target.spans, before_metadata=True)
    more = words.bracketed(words.literal(asked.text))
    yield [target.put(Span(last, last), f" (note: {more})")]


def _below(target: Target, text: str) -> Iterator[list[Splice]]:
    """Yield the splice that adds a line: after the notes there are, else after the item."""
    raw, spans = target.raw, target.spans
    last = spans.note or spans.whole
    end = _LINE_END.search(raw, last.end)
    at = end.start() if end else len(raw)
    for lead in dict.fromkeys(_leads(target)):
        line = f"{_newline(raw, at)}{lead}{_label(target)}{text}"
        yield [target.put(Span(at, at), line)]


def _newline(raw: bytes, at: int) -> str:
    """Return how the line ends, or the one before where the file ends without."""
    end = _LINE_END.match(raw, at) or _LINE_END.search(raw)
    return decoded(end[0]) if end else "\n"


def _leads(target: Target) -> Iterator[str]:
    """Yield what may stand before the words, as the bullets below it have it first."""
    raw, spans = target.raw, target.spans
    own = raw[_line_start(raw, spans.whole.start) : spans.whole.start]
    before = re.sub(rb"[^ \t>]", b" ", own)
    below = _LINE_END.search(raw, spans.whole.end)
    if spans.note is not None:
        below = None
        if match := _LEAD.match(raw, _line_start(raw, spans.note.start)):
            yield decoded(match[0])
    bullet = _LEAD.match(raw, spans.whole.start)
    mark = bullet["bullet"] if bullet and bullet["bullet"] in b"-*+" else b"-"
    width = len(bullet[0]) if bullet else 2
    child = _LEAD.match(raw, below.end()) if below else None
    if child and child["lead"].startswith(before) and len(child["lead"]) > len(before):
        yield decoded(child["lead"] + mark + b" ")
    habit = _INDENTED.search(raw)
    if habit and b">" not in before:
        yield decoded(before + habit["indent"] + mark + b" ")
    yield decoded(before + (b"\t" if b"\t" in own else b" " * width) + mark + b" ")


def _label(target: Target) -> str:
    """Return how the document begins its notes."""
    for _, spans in target.others(LISTS):
        if spans.note is not None and spans.note.start > spans.whole.end:
            start = _line_start(target.raw, spans.note.start)
            lead = _LEAD.match(target.raw, start)
            if lead:
                return decoded(target.raw[lead.end() : spans.note.start])
    return _LABEL


def _line_start(raw: bytes, at: int) -> int:
    return max(raw.rfind(b"\n", 0, at), raw.rfind(b"\r", 0, at)) + 1
