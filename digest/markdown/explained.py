"""What the lines below a task or ask of an update add to it: whom it asks, when it is done."""

from dataclasses import replace

from digest.markdown.blocks import ListItem
from digest.markdown.entries import listed
from digest.markdown.fields import owner
from digest.markdown.made import Reader
from digest.markdown.meaning import estimates
from digest.model.item import ActionItem, Role


def by_children(item: ActionItem, block: ListItem, reader: Reader) -> ActionItem:
    """Return an item with `Who:` as its owner and `Realistic:` as its date.

    What its own line says wins.  Neither is a place for edits: those go to the line itself.
    """
    if item.role is Role.ACTION:
        own = reader.ground.owners
        return replace(item, owners=own) if own and not item.owners else item
    line = listed(block)
    line.children = [listed(child) for child in block.children if child.inline]
    if item.role is Role.ASK and not item.owners:
        who = line.below("who", reader.vocabulary)
        item = replace(item, owners=owner.read(who.text) if who else reader.ground.owners)
    if item.due is None:
        base, words = reader.ground.base, reader.vocabulary
        found = estimates.below(line, base, lines=reader.lines, vocabulary=words)
        item = replace(item, due=next((e.eta for e in found if e.reading == "realistic"), None))
    return item
