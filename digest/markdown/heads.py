"""Headings that are items themselves: by what stands below them, or what does not."""

from digest.markdown import coming, details
from digest.markdown.blocks import Block, ListItem, Paragraph, Table
from digest.markdown.inline import Inline
from digest.markdown.made import Reader
from digest.markdown.outline import LABEL, Section


def alone(section: Section) -> bool:
    """Say whether no list stands below a heading, which would be one of what it says."""
    listing = any(isinstance(block, ListItem | Table) for block in section.blocks)
    return 1 < section.level < LABEL and not listing


def told_below(section: Section, reader: Reader) -> bool:
    """Say whether owner, date or status of what a heading says are told below it.

    Below "Next meeting" stand the day and place of that.  A paragraph below a list tells of the
    list.
    """
    if coming.meets(section.title, reader.vocabulary):
        return False
    listed = False
    for block in section.blocks:
        inline = _inline(block) if not (listed and isinstance(block, Paragraph)) else None
        listed = listed or isinstance(block, ListItem)
        told = details.find(inline, reader.vocabulary) if inline is not None else None
        if told and details.tells(told):
            return True
    return False


def _inline(block: Block) -> Inline | None:
    if isinstance(block, ListItem):
        return block.inline if block.parent is None and block.box is None else None
    return block.inline if isinstance(block, Paragraph) and block.item is None else None
