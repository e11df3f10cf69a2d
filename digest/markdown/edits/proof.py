"""Proof of an edit: what was asked is said, and nothing else says anything new."""

from dataclasses import replace
from typing import assert_never

from digest.markdown.fields import words
from digest.model.command import Action, SetDue, SetStatus
from digest.model.document import Document
from digest.model.item import ActionItem, Due


def says(item: ActionItem, action: Action) -> bool:
    """Say whether an item already is what an action asks."""
    match action:
        case SetStatus(status, detail):
            reason = words.plain(words.literal(detail))
            return item.status.value is status and reason in ("", item.status.detail)
        case SetDue(due):
            return item.due is not None and _same(item.due, due)
        case _:
            assert_never(action)


def _same(now: Due, asked: Due) -> bool:
    if asked.start is None:
        return now.start is None and now.raw == words.plain(words.literal(asked.raw))
    return (now.start, now.end) == (asked.start, asked.end or asked.start)


def only(before: Document, after: Document, index: int, action: Action) -> bool:
    """Say whether the item at `index` is what was asked, and all else what it was."""
    if len(before.items) != len(after.items) or _frame(before) != _frame(after):
        return False
    old, new = before.items[index], after.items[index]
    rest = (*before.items[:index], *before.items[index + 1 :])
    if rest != (*after.items[:index], *after.items[index + 1 :]):
        return False
    match action:
        case SetStatus(status, detail):
            # A reason may name a ticket; it is no name of the item.
            ticket = new.ticket if new.ticket and new.ticket in detail else old.ticket
            expected = replace(old, status=new.status, ticket=ticket)
            return new == expected and new.status.value is status
        case SetDue(due):
            moved = new.due is not None and _same(new.due, due)
            return moved and new == replace(old, due=new.due)
        case _:
            assert_never(action)


def _frame(document: Document) -> tuple[object, ...]:
    updates = [(u.kind, u.line, u.title) for u in document.updates]
    about = (document.kind, document.title, document.date, document.authors, document.series)
    return (*about, document.sections, document.audience, updates, document.learnings)
