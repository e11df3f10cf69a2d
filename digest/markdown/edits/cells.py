"""Edits of a table row: the content of one cell."""

from digest.markdown.edits.target import TABLES, Pick, Target
from digest.markdown.fields import due as due_field
from digest.markdown.fields import notes as note_field
from digest.markdown.fields import owner as owner_field
from digest.markdown.fields import priority as priority_field
from digest.markdown.fields import status as status_field
from digest.markdown.splice import Splice
from digest.model.command import AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.item import Span


def status(target: Target, asked: SetStatus) -> list[Splice]:
    """Return the edit that makes a row say a status, in the words of its table.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(target, "status", lambda spans: spans.status)
    near, far = _columns(target, lambda spans: spans.status)
    meant = [status_field.read(raw, target.vocabulary).value for raw in near]
    new = status_field.write(
        asked.status,
        asked.detail,
        like=target.said(place),
        others=near if asked.status in meant else near + far,
        vocabulary=target.vocabulary,
    )
    return [target.put(place, new)]


def due(target: Target, asked: SetDue) -> list[Splice]:
    """Return the edit that makes a row say a date, in the format of its column.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(target, "due date", lambda spans: spans.due)
    near, far = _columns(target, lambda spans: spans.due)
    new = due_field.write(
        asked.due,
        target.said(place),
        near or far,
        base=target.document.date,
        vocabulary=target.vocabulary,
    )
    return [target.put(place, new)]


def owner(target: Target, asked: SetOwner) -> list[Splice]:
    """Return the edit that makes a row name an owner, as the others of its column are named.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(target, "owner", lambda spans: spans.owner)
    near, far = _columns(target, lambda spans: spans.owner)
    new = owner_field.write(asked.names, like=target.said(place), others=near or far)
    return [target.put(place, new)]


def priority(target: Target, asked: SetPriority) -> list[Splice]:
    """Return the edit that makes a row say a priority, in the words of its column.

    Raises:
        Refusal: the row has no place for one.
    """
    place = _place(target, "priority", lambda spans: spans.priority)
    near, far = _columns(target, lambda spans: spans.priority)
    new = priority_field.write(
        asked.level, like=target.said(place), others=near + far, vocabulary=target.vocabulary
    )
    return [target.put(place, new)]


def note(target: Target, asked: AddNote) -> list[Splice]:
    """Return the edit that notes something in a row: in a column for it, else by the status.

    Raises:
        Refusal: the row has no place for either.
    """
    if target.spans.note is not None:
        said = target.said(target.spans.note) if target.item.note else ""
        return [target.put(target.spans.note, note_field.added(said, asked.text))]
    place = _place(target, "note and none for the status", lambda spans: spans.status)
    near, far = _columns(target, lambda spans: spans.status)
    new = status_field.noted(
        asked.text,
        like=target.said(place),
        now=target.item.status.value,
        others=near + far,
        vocabulary=target.vocabulary,
    )
    return [target.put(place, new)]


def _place(target: Target, column: str, pick: Pick) -> Span:
    place = pick(target.spans)
    if place is None:
        raise target.refusal(
            f"this table row has no cell for the {column}; "
            f"give the table a column for it, or edit the file"
        )
    return place


def _columns(target: Target, pick: Pick) -> tuple[list[str], list[str]]:
    """Return the other cells of the column: those of the same section, and those elsewhere."""
    near: list[str] = []
    far: list[str] = []
    for other, spans in target.others(TABLES):
        place = pick(spans)
        if place is not None:
            same = other.section == target.item.section
            (near if same else far).append(target.said(place))
    return near, far
