"""The ways in which an action may be done to an item, the document's own manner first."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from digest.markdown.edits import cells, dates, marks, owners, priorities, remarks, todotxt
from digest.markdown.edits.target import Target, has_cell
from digest.markdown.splice import Splice
from digest.model.command import Action, AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.item import Form, Span
from digest.sentence import Sentence

Ways = Iterator[list[Splice]]


def ways(target: Target, action: Action) -> Ways:
    """Yield the edits that may do it.

    Raises:
        Refusal: there is no place for it.
    """
    place = _cell(target, action)
    if place is not None:
        return _of_a_row(target, place, action)
    if target.item.form is Form.TODO_TXT:
        return _of_todo_txt(target, action)
    return _of_a_line(target, action)


def _cell(target: Target, action: Action) -> Span | None:
    """Return the cell a table's row has for a field: a note may stand in that of the status."""
    spans = target.spans
    match action:
        case SetStatus():
            place = spans.status
        case SetDue():
            place = spans.due
        case SetOwner():
            place = spans.owner
        case SetPriority():
            place = spans.priority
        case AddNote():
            place = spans.note or spans.status
        case _:
            assert_never(action)
    return place if has_cell(spans, place) else None


def _of_a_row(target: Target, place: Span, action: Action) -> Ways:
    match action:
        case SetStatus():
            yield cells.status(target, place, action)
        case SetDue():
            yield from (cells.due(t, place, action) for t in _dated(target))
        case SetOwner():
            yield cells.owner(target, place, action)
        case SetPriority():
            yield cells.priority(target, place, action)
        case AddNote():
            yield cells.note(target, place, action)
        case _:
            assert_never(action)


def _of_a_line(target: Target, action: Action) -> Ways:
    match action:
        case SetStatus():
            yield marks.status(target, action)
            yield marks.moved(target, action)
        case SetDue():
            yield from (dates.due(t, action) for t in _dated(target))
        case SetOwner():
            yield from owners.owner(target, action)
        case SetPriority():
            yield from priorities.priority(target, action)
        case AddNote():
            yield from remarks.note(target, action)
        case _:
            assert_never(action)


def _of_todo_txt(target: Target, action: Action) -> Ways:
    match action:
        case SetStatus():
            yield todotxt.status(target, action)
        case SetDue():
            yield todotxt.due(target, action)
        case SetOwner():
            yield todotxt.owner(target, action)
        case SetPriority():
            yield todotxt.priority(target, action)
        case AddNote():
            raise target.refusal(
                Sentence("a line of todo.txt has no place for a note; edit the file")
            )
        case _:
            assert_never(action)


def _dated(target: Target) -> tuple[Target, Target]:
    """Return the item in its document, and in one that has no date.

    A section may have a date of its own, which makes another year right.
    """
    return target, replace(target, document=replace(target.document, date=None))
