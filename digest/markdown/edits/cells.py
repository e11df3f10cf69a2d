"""Edits of a table row: the content of one cell."""

from digest.markdown.edits.target import TABLES, Pick, Target, has_cell
from digest.markdown.fields import due as due_field
from digest.markdown.fields import notes as note_field
from digest.markdown.fields import owner as owner_field
from digest.markdown.fields import priority as priority_field
from digest.markdown.fields import status as status_field
from digest.markdown.splice import Splice
from digest.model.command import AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.item import Span


def status(target: Target, place: Span, asked: SetStatus) -> list[Splice]:
    """Return the edit that makes a row say a status, in the words of its table."""
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


def due(target: Target, place: Span, asked: SetDue) -> list[Splice]:
    """Return the edit that makes a row say a date, in the format of its column."""
    near, far = _columns(target, lambda spans: spans.due)
    new = due_field.write(
        asked.due,
        target.said(place),
        near or far,
        base=target.document.date,
        vocabulary=target.vocabulary,
    )
    return [target.put(place, new)]


def owner(target: Target, place: Span, asked: SetOwner) -> list[Splice]:
    """Return the edit that makes a row name an owner, as the others of its column are named."""
    near, far = _columns(target, lambda spans: spans.owner)
    new = owner_field.write(asked.names, like=target.said(place), others=near or far)
    return [target.put(place, new)]


def priority(target: Target, place: Span, asked: SetPriority) -> list[Splice]:
    """Return the edit that makes a row say a priority, in the words of its column."""
    near, far = _columns(target, lambda spans: spans.priority)
    new = priority_field.write(
        asked.level, like=target.said(place), others=near + far, vocabulary=target.vocabulary
    )
    return [target.put(place, new)]


def note(target: Target, place: Span, asked: AddNote) -> list[Splice]:
    """Return the edit that notes something in a row: in a column for it, else by the status."""
    if place == target.spans.note:
        said = target.said(place) if target.item.note else ""
        return [target.put(place, note_field.added(said, asked.text))]
    near, far = _columns(target, lambda spans: spans.status)
    new = status_field.noted(
        asked.text,
        like=target.said(place),
        now=target.item.status.value,
        others=near + far,
        vocabulary=target.vocabulary,
    )
    return [target.put(place, new)]


def _columns(target: Target, pick: Pick) -> tuple[list[str], list[str]]:
    """Return the other cells of the column: those of the same section, and those elsewhere."""
    near: list[str] = []
    far: list[str] = []
    for other, spans in target.others(TABLES):
        place = pick(spans)
        if place is not None and has_cell(spans, place):
            same = other.section == target.item.section
            (near if same else far).append(target.said(place))
    return near, far
