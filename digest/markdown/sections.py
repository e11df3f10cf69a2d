"""The action items of one section: in its tables, its lists, its marked lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from digest.markdown import (
    boxed,
    details,
    explained,
    grouped,
    headed,
    heads,
    lists,
    marked,
    remarks,
    tables,
)
from digest.markdown.blocks import ListItem, Paragraph, Table
from digest.markdown.fields import notes
from digest.markdown.ground import Ground
from digest.markdown.grouped import Groups
from digest.markdown.inline import Inline
from digest.markdown.made import Reader
from digest.markdown.outline import Section
from digest.model.item import ActionItem, Form, Role


@dataclass(frozen=True)
class Place:
    """A section, how it is read, and the action heading it stands under."""

    section: Section
    ground: Ground
    root: Section | None
    heads: bool = False  # its heading is an item


@dataclass(eq=False)
class _Found:
    """What was found in a section so far."""

    reader: Reader
    items: list[ActionItem] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)  # list item (by `id`) -> its item
    groups: Groups = field(default_factory=Groups)
    heading: int | None = None  # the item its heading is
    announced: bool = False  # a sentence said that the bullets that follow are items

    def add(self, item: ActionItem, block: ListItem | None = None) -> int:
        """Keep an item and where it came from."""
        self.items.append(item)
        if block is not None:
            self.at[id(block)] = len(self.items) - 1
        return len(self.items) - 1


def read(
    place: Place, reader: Reader, *, bullets: bool, by_update: Mapping[int, Ground]
) -> list[ActionItem]:
    """Return the items of a section.

    `bullets`: plain bullets are items; `by_update` has the ground of list items (by `id`) that
    stand in an update.
    """
    section = place.section
    found = _Found(reader, groups=Groups(section.blocks))
    inside = bullets and place.root is not section
    if place.heads or (inside and heads.told_below(section, reader)):
        item = lists.read_heading(section.heading, reader) if section.heading else None
        found.heading = found.add(item) if item else None
        bullets = item is None
    elif section.heading and heads.alone(section) and reader.ground.inline:
        above = replace(reader, section=section.parent.title if section.parent else "")
        item = lists.read_marked_heading(section.heading, above)
        found.heading = found.add(item) if item else None
    for block in section.blocks:
        if isinstance(block, Table):
            found.items += tables.read(block, reader)
        elif isinstance(block, ListItem):
            own = by_update.get(id(block))
            read_as = replace(reader, ground=own) if own else reader
            below = found.heading is not None and grouped.listed(block, reader)
            counts = own.bullets if own else bullets or found.announced or below
            _list_item(block, found, found.groups.within(block, read_as), bullets=counts)
        elif isinstance(block, Paragraph) and reader.ground.inline:
            _paragraph(block, found)
    return found.items


def _paragraph(block: Paragraph, found: _Found) -> None:
    above = found.heading if block.item is None else found.at.get(id(block.item))
    if above is not None and _detailed(block.inline, above, found):
        return
    if block.item is None:
        found.announced = found.reader.ground.boxes and headed.announces(
            block.inline, found.reader.vocabulary
        )
    start = block.inline.start
    boxes = [*boxed.read(block.inline, found.reader)] if found.reader.ground.boxes else []
    found.items += boxes or marked.read(block.inline, found.reader, start=start)


def _list_item(block: ListItem, found: _Found, reader: Reader, *, bullets: bool) -> None:
    if block.box is None and block.inline is not None and _below_an_item(block, found):
        return
    if block.box is None and (inside := _boxes(block, reader)):
        found.items += inside
        return
    # What explains a bullet that promises nothing promises nothing either.
    nested = block.parent is not None
    alone = not nested or (reader.ground.nested and _explains(block, found))
    counts = (bullets or reader.ground.told) and alone
    item = lists.read_list_item(block, reader, bullets=counts)
    if item is not None and not bullets and _only_said(item):
        item = None
    if item is None and not counts and reader.ground.inline:
        item = lists.read_handed(block, reader)
    if item is not None:
        parent = next(_lines_above(block, found), None)
        told = explained.by_children(item, block, reader)
        item = noted(told, block, reader)
        found.add(replace(item, parent=parent) if parent else item, block)
    elif block.inline is not None and reader.ground.inline and not counts:
        found.items += marked.read(block.inline, reader, start=block.start)


def _below_an_item(block: ListItem, found: _Found) -> bool:
    """Take a bullet that tells a field, a note or a remark of the item above it."""
    above = found.heading if block.parent is None else found.at.get(id(block.parent))
    inline = block.inline
    if above is None or inline is None:
        return False
    if found.items[above].role is Role.ASK:
        return remarks.label(inline, found.reader.vocabulary) is not None
    if _detailed(inline, above, found):
        return True
    if block.parent is None:
        return False
    if named := details.handed(found.items[above], inline, found.reader):
        found.items[above] = named
        return True
    vocabulary = found.reader.vocabulary
    return remarks.label(inline, vocabulary) is not None or remarks.explains(inline, vocabulary)


def _detailed(inline: Inline, above: int, found: _Found) -> bool:
    told = details.find(inline, found.reader.vocabulary)
    if told is None:
        return False
    found.items[above] = details.noted(found.items[above], told, found.reader)
    return True


def noted(item: ActionItem, block: ListItem, reader: Reader) -> ActionItem:
    """Return an item with what the bullets below it note."""
    below = remarks.below(block, reader.vocabulary)
    if below is None or item.spans is None:
        return item
    said = notes.BETWEEN.join(filter(None, (item.note, below[0])))
    return replace(item, note=said, spans=replace(item.spans, note=below[1]))


def _boxes(block: ListItem, reader: Reader) -> list[ActionItem]:
    """Return the tasks without bullets that stand below the words of a bullet."""
    inline = block.inline
    if inline is None or not reader.ground.boxes or inline.one_line:
        return []
    return [] if inline.bytes.startswith(b"[") else [*boxed.read(inline, reader)]


def _only_said(item: ActionItem) -> bool:
    """Say whether a bullet is neither a task nor says who or until when."""
    return item.form is Form.BULLET and not (item.owners or item.due)


def _explains(block: ListItem, found: _Found) -> bool:
    parent = block.parent
    if parent is None or parent.inline is None or id(parent) in found.at:
        return True
    return found.groups.is_one(parent, parent.inline, found.reader)


def _lines_above(block: ListItem, found: _Found) -> Iterator[int]:
    """Yield the lines of the items a list item is nested in, from the inside out."""
    parent = block.parent
    while parent is not None:
        if id(parent) in found.at:
            yield found.items[found.at[id(parent)]].line
        parent = parent.parent
    if found.heading is not None:
        yield found.items[found.heading].line
