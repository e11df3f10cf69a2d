"""Blockers that list ways out: of which items, and who is asked for them."""

from digest.model.document import Document
from digest.model.item import ActionItem
from digest.model.update import Update


def blocker_of(document: Document, item: ActionItem) -> Update | None:
    """Return the blocker with options in whose passage an item stands."""
    among = (update for update in document.updates if update.chooses)
    return next((u for u in among if u.line <= item.line <= u.end_line), None)


def asked_by(document: Document, title: str) -> tuple[str, ...]:
    """Return whom a blocker asks, as written, by its own title or that of an item in it."""
    inside = [blocker_of(document, item) for item in document.items if item.text == title]
    own = [update for update in document.updates if update.title == title]
    return tuple(name for update in (*own, *filter(None, inside)) for name in update.asked)
