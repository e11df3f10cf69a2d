"""Edits of a table row: the content of one cell."""

from collections.abc import Callable

from digest.errors import Refusal
from digest.markdown.edits.text import others, put, said
from digest.markdown.fields import due as due_field
from digest.markdown.fields import status as status_field
from digest.markdown.splice import Splice
from digest.model.command import SetDue, SetStatus
from digest.model.document import Document
from digest.model.item import ActionItem, Form, Span, Spans
from digest.model.vocabulary import Vocabulary


def status(
    document: Document, item: ActionItem, asked: SetStatus, vocabulary: Vocabulary
) -> list[Splice]:
    """Return the edit that makes a row say a status, in the words of its table.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(document, item, "status", lambda spans: spans.status)
    near, far = _columns(document, item, lambda spans: spans.status)
    meant = [status_field.read(raw, vocabulary).value for raw in near]
    column = near if asked.status in meant else near + far
    new = status_field.write(
        asked.status,
        asked.detail,
        like=said(document, place),
        others=column,
        vocabulary=vocabulary,
    )
    return [put(document, place, new)]


def due(
    document: Document, item: ActionItem, asked: SetDue, vocabulary: Vocabulary
) -> list[Splice]:
    """Return the edit that makes a row say a date, in the format of its column.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(document, item, "due date", lambda spans: spans.due)
    near, far = _columns(document, item, lambda spans: spans.due)
    new = due_field.write(
        asked.due,
        said(document, place),
        near or far,
        base=document.date,
        vocabulary=vocabulary,
    )
    return [put(document, place, new)]


def _place(
    document: Document, item: ActionItem, column: str, pick: Callable[[Spans], Span | None]
) -> Span:
    place = pick(item.spans) if item.spans else None
    if place is None:
        raise Refusal(
            f"{document.path}:{item.line}: this table row has no cell for the {column}; "
            f"give the table a column for it, or edit the file"
        )
    return place


def _columns(
    document: Document, item: ActionItem, pick: Callable[[Spans], Span | None]
) -> tuple[list[str], list[str]]:
    """Return the other cells of the column: those of the same section, and those elsewhere."""
    near: list[str] = []
    far: list[str] = []
    for other in others(document, item, [Form.TABLE]):
        place = pick(other.spans) if other.spans else None
        if place is not None:
            (near if other.section == item.section else far).append(said(document, place))
    return near, far
