"""Edits of list items: the mark in a task's box, the words at the end of a line."""

from collections import Counter
from dataclasses import dataclass

from digest.markdown.edits import place
from digest.markdown.edits.text import LISTS, others, put, said
from digest.markdown.fields import cell as cells
from digest.markdown.fields import status as status_field
from digest.markdown.fields import wording, words
from digest.markdown.fields.cell import Cell
from digest.markdown.splice import Splice
from digest.model.command import SetStatus
from digest.model.document import Document
from digest.model.item import ActionItem, Form, Role, Span, Spans, Status
from digest.model.vocabulary import Vocabulary

# What a line says in words when nothing of the document tells how.
_USUAL = Cell("", "open", "", "", Status.OPEN)


@dataclass(frozen=True)
class Line:
    """A list item in its document, and the words known."""

    document: Document
    item: ActionItem
    spans: Spans
    vocabulary: Vocabulary

    def own(self) -> list[str]:
        """Return how the other list items say their status."""
        places = (i.spans.status for i in others(self.document, self.item, LISTS) if i.spans)
        return [said(self.document, place) for place in places if place is not None]


def status(
    document: Document, item: ActionItem, asked: SetStatus, vocabulary: Vocabulary
) -> list[Splice]:
    """Return the edits that make a list item say a status: box, picture or words."""
    spans = item.spans
    if spans is None:
        return []
    edits: list[Splice] = []
    silent = asked.status is Status.OPEN and item.role is Role.ACTION
    if spans.mark is not None:
        mark = _mark(document, item, asked.status)
        silent = silent or mark != " "
        now = status_field.mark(said(document, spans.mark))
        if now is not status_field.mark(mark):
            edits.append(put(document, spans.mark, mark))
    line = Line(document, item, spans, vocabulary)
    if asked.status is Status.OPEN:
        # "(todo: why)" in a line is a remark like any other: the reason stays in the mail.
        asked = SetStatus(Status.OPEN)
    if silent and not asked.detail:
        return edits + _without_words(line, asked)
    return edits + _with_words(line, asked)


def _mark(document: Document, item: ActionItem, wanted: Status) -> str:
    """Return the mark the document uses for a status; a space where words must say it."""
    if wanted in (Status.OPEN, Status.BLOCKED):
        return " "
    boxes = (i.spans.mark for i in others(document, item, [Form.TASK]) if i.spans)
    marks = [said(document, box) for box in boxes if box is not None]
    own = Counter(mark for mark in marks if status_field.mark(mark) is wanted)
    if own:
        return own.most_common(1)[0][0]
    return "x" if wanted is Status.DONE else " "


def _without_words(line: Line, asked: SetStatus) -> list[Splice]:
    """Return the edits after which no words on the line say a status."""
    old = line.spans.status
    if old is None:
        return []
    raw = line.document.raw
    going = place.bracketed(raw, old) or (
        old if _is_picture(said(line.document, old)) else None
    )
    if going is None:
        return [_in_place(line, old, asked)]
    return [put(line.document, place.with_space(raw, going, line.item), "")]


def _with_words(line: Line, asked: SetStatus) -> list[Splice]:
    """Return the edits after which words, or a picture as the document uses, say a status."""
    old = line.spans.status
    word = _word(line, asked.status)
    if old is None:
        return _added(line, word, asked)
    if place.bracketed(line.document.raw, old):
        return [put(line.document, old, _inner(word, asked))]
    if asked.detail and _is_picture(said(line.document, old)):
        bare = _in_place(line, old, SetStatus(asked.status))
        return [bare, _appended(line, _usual(line, asked.status), asked)]
    return [_in_place(line, old, asked)]


def _added(line: Line, word: str, asked: SetStatus) -> list[Splice]:
    if not _is_picture(word):
        return [_appended(line, word, asked)]
    first = place.start(line.document.raw, line.spans.whole)
    picture = put(line.document, Span(first, first), f"{word} ")
    if not asked.detail:
        return [picture]
    return [picture, _appended(line, _usual(line, asked.status), asked)]


def _appended(line: Line, word: str, asked: SetStatus) -> Splice:
    last = place.end(line.document.raw, line.spans.whole, before_metadata=True)
    return put(line.document, Span(last, last), f" ({_inner(word, asked)})")


def _in_place(line: Line, old: Span, asked: SetStatus) -> Splice:
    new = status_field.write(
        asked.status,
        asked.detail,
        like=said(line.document, old),
        others=line.own(),
        vocabulary=line.vocabulary,
    )
    return put(line.document, old, new)


def _inner(word: str, asked: SetStatus) -> str:
    reason = words.literal(asked.detail)
    return f"{word}: {reason}" if reason else word


def _word(line: Line, wanted: Status) -> str:
    """Return how the document's lists say a status, as a word or a picture."""
    cut = [cell for raw in line.own() if (cell := cells.split(raw, line.vocabulary))]
    return wording.choose(wanted, old=_USUAL, column=cut, vocabulary=line.vocabulary)


def _usual(line: Line, wanted: Status) -> str:
    return wording.choose(wanted, old=_USUAL, column=[], vocabulary=line.vocabulary)


def _is_picture(said_: str) -> bool:
    return not any(character.isalnum() for character in said_)
