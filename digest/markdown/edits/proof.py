"""Proof of an edit: what was asked is said, and nothing else says anything new."""

from dataclasses import replace
from typing import assert_never

from digest.markdown.edits.frame import UNGROWN, Grown, around_item, back
from digest.markdown.edits.target import Pick, decoded
from digest.markdown.fields import notes, words
from digest.model.command import Action, AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.directory import fold
from digest.model.document import Document
from digest.model.item import ActionItem, Due, Span, Status

Reading = tuple[bytes, ActionItem]  # the bytes of a file, and an item as it was read in them


_WITH = {  # what of an item may change with a field of it
    "status": ("status", "ticket", "text"),
    "due": ("due", "text"),
    "owner": ("owners", "text"),
    "priority": ("priority", "text"),
    "note": ("note", "status", "ticket"),
}


def says(item: ActionItem, action: Action) -> bool:
    """Say whether an item already is what an action asks."""
    match action:
        case SetStatus(status, detail):
            return item.status.value is status and _gives(item.status.detail, _typed(detail))
        case SetDue(due):
            return item.due is not None and _same(item.due, due)
        case SetOwner():
            return len(item.owners) == 1 and _named(item.owners[0], action)
        case SetPriority(level):
            return item.priority is not None and item.priority.value == level
        case AddNote(text):
            new = _typed(text)
            return _among(new, item.note) or _beside(item, new)
        case _:
            assert_never(action)


def only(before: Document, after: Document, index: int, action: Action, grown: Grown) -> bool:
    """Say whether the item at `index` is what was asked, and all else what it was."""
    item = before.items[index]
    if len(before.items) != len(after.items) or (grown.by and isinstance(action, SetStatus)):
        return False
    items = [back(each, grown) for each in after.items] if grown.by else [*after.items]
    new = items.pop(index)
    rest = [*before.items[:index], *before.items[index + 1 :]]
    return (
        rest == items
        and around_item(before, item, UNGROWN) == around_item(after, item, grown)
        and _asked((before.raw, item), (after.raw, new), action)
    )


def restored(before: Document, after: Document, index: int, field: str, grown: Grown) -> bool:
    """Say whether one field of the item at `index` may differ, and nothing else does."""
    item = before.items[index]
    if len(before.items) != len(after.items):
        return False
    items = [back(each, grown) for each in after.items] if grown.by else [*after.items]
    new = items.pop(index)
    same = {name: getattr(new, name) for name in _WITH.get(field, ())}
    return (
        [*before.items[:index], *before.items[index + 1 :]] == items
        and around_item(before, item, UNGROWN) == around_item(after, item, grown)
        and replace(item, **same) == new
    )


def _asked(was: Reading, now: Reading, action: Action) -> bool:
    """Say whether one reading of an item follows from another by the action alone."""
    (_, old), (_, new) = was, now
    if not says(new, action) and not _unsaid(new, action):
        return False
    match action:
        case SetStatus(_, detail):
            gone = old.ticket is not None and old.ticket in _said_of_status(was)
            ticket = new.ticket if gone else _ticket(old, new, detail)
            expected = replace(old, status=new.status, ticket=ticket)
        case SetDue():
            text = _reworded((was, now), lambda spans: spans.due)
            expected = replace(old, due=new.due, text=text)
        case SetOwner():
            text = _reworded((was, now), lambda spans: spans.owner)
            expected = replace(old, owners=new.owners, text=text)
        case SetPriority():
            expected = replace(old, priority=new.priority)
        case AddNote(text):
            expected = _noted(old, new, text)
        case _:
            assert_never(action)
    return new == expected


def _unsaid(new: ActionItem, action: Action) -> bool:
    """Say whether a reason is one that stays in the mail: why something is open again."""
    opened = isinstance(action, SetStatus) and action.status is Status.OPEN
    return opened and new.status.value is Status.OPEN


def _noted(old: ActionItem, new: ActionItem, text: str) -> ActionItem:
    """Return the old item with the note, in its own place or beside the status."""
    said, ticket = _typed(text), _ticket(old, new, text)
    if _beside(new, said):
        same = new.status.value is old.status.value
        return replace(old, status=new.status if same else old.status, ticket=ticket)
    return replace(old, note=notes.BETWEEN.join(filter(None, (old.note, said))), ticket=ticket)


def _among(new: str, noted: str) -> bool:
    """Say whether it is one of several notes; one may hold what stands between them."""
    between = notes.BETWEEN
    return bool(new) and f"{between}{new}{between}" in f"{between}{noted}{between}"


def _beside(item: ActionItem, said: str) -> bool:
    return f"note: {said}" in item.status.detail


def _ticket(old: ActionItem, new: ActionItem, typed: str) -> str | None:
    """Return the ticket there may be: what was typed may mention one."""
    return new.ticket if new.ticket and new.ticket in typed else old.ticket


def _said_of_status(read: Reading) -> str:
    """Return what stands in the place of a status: a reason that goes may name a ticket."""
    raw, item = read
    place = item.spans.status if item.spans else None
    return _plain(raw, place) + decoded(place.of(raw)) if place else ""


def _reworded(read: tuple[Reading, Reading], pick: Pick) -> str:
    """Return the text with a field changed in it: a sentence may need its subject."""
    (was, old), (now, new) = ((raw, item.spans and pick(item.spans)) for raw, item in read)
    item = read[0][1]
    if not old or not new or not item.spans or not _inside(old, item.spans.text):
        return item.text
    return item.text.replace(_plain(was, old), _plain(now, new), 1)


def _inside(part: Span, whole: Span) -> bool:
    return whole.start <= part.start < part.end <= whole.end


def _plain(raw: bytes, span: Span) -> str:
    return words.plain(decoded(span.of(raw)))


def _named(owner: str, asked: SetOwner) -> bool:
    return fold(owner) in {fold(name) for name in asked.names}


def _typed(text: str) -> str:
    """Return what was typed as it is read again."""
    return words.plain(words.literal(text))


def _gives(detail: str, reason: str) -> bool:
    """Say whether a reason is the detail of a status, or stands before what was kept of it."""
    return not reason or detail == reason or detail.startswith(f"({reason}) ")


def _same(now: Due, asked: Due) -> bool:
    if asked.start is None:
        return now.start is None and now.raw == _typed(asked.raw)
    return (now.start, now.end) == (asked.start, asked.end or asked.start)
