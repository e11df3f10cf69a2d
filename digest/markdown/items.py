"""All action items of a document, in the order of their lines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from digest.markdown import explained, lists, remarks, tables
from digest.markdown import ground as grounds
from digest.markdown.blocks import Block, ListItem, Paragraph, Table
from digest.markdown.fields import notes
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.lists import Reader
from digest.markdown.outline import Section
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary

MOST_ITEMS = 2_000
_LONGEST_PARAGRAPH = 400  # characters: beyond it, it explains and promises nothing


_WIDE_COLON = "\uff1a".encode()
_SENTENCE = re.compile(r"[.!?\u3002]\s*(?=\S)")


@dataclass(frozen=True)
class Place:
    """A section, how it is read, and the action heading it stands under."""

    section: Section
    ground: Ground
    root: Section | None


def read(
    sections: Sequence[Section],
    *,
    by_update: Mapping[int, Ground],
    asks: Iterable[tuple[Ground, Section, Inline]] = (),
    base: date | None,
    lines: Lines,
    vocabulary: Vocabulary,
) -> list[ActionItem]:
    """Return the items.

    `by_update` has the ground of sections and list items (by `id`) inside updates, `asks` what
    these ask in prose; `base` is what dates refer to.
    """
    places = []
    by_heading = grounds.of_all(sections, vocabulary)
    for section in sections:
        own = by_update.get(id(section))
        ground, root = by_heading[id(section)]
        if own is not None and own.by_heading:
            ground = replace(ground, base=own.base)
        elif own is not None:
            ground, root = own, None
        places.append(Place(section, _based(ground, base), root))
    formal = {id(p.root) for p in places if p.root and _formal(p.section.blocks)}
    found: list[ActionItem] = []
    for place in places:
        if not place.section.blocks:
            continue
        bullets = place.ground.bullets and id(place.root) not in formal
        reader = Reader(place.ground, place.section.title, lines, vocabulary)
        found += _in_section(place, reader, bullets=bullets, by_update=by_update)
    for ground, section, inline in asks:
        reader = Reader(ground, section.title, lines, vocabulary)
        item = lists.read_paragraph(inline, reader)
        found += [item] if item is not None else []
    found += _paragraphs(places, found, lines=lines, vocabulary=vocabulary)
    return sorted(_once(found), key=lambda item: item.line)


@lru_cache(maxsize=256)
def _based(ground: Ground, base: date | None) -> Ground:
    return ground if ground.base else replace(ground, base=base)


def _formal(blocks: Sequence[Block]) -> bool:
    """Say whether there are tables or boxes, so that bare bullets beside them are remarks."""
    return any(
        isinstance(b, Table) or (isinstance(b, ListItem) and b.box is not None) for b in blocks
    )


def _in_section(
    place: Place, reader: Reader, *, bullets: bool, by_update: Mapping[int, Ground]
) -> Iterator[ActionItem]:
    seen: dict[int, int] = {}
    announced = False
    for block in place.section.blocks:
        if isinstance(block, Table):
            yield from tables.read(
                block,
                reader.section,
                ground=place.ground,
                lines=reader.lines,
                vocabulary=reader.vocabulary,
            )
        elif isinstance(block, ListItem):
            own = by_update.get(id(block))
            read_as = replace(reader, ground=own) if own else reader
            announces = bullets or (announced and place.ground.boxes)
            counts = own.bullets if own else announces
            yield from _list_item(block, read_as, bullets=counts, seen=seen)
        elif isinstance(block, Paragraph) and place.ground.inline:
            if block.item is None:
                announced = _announces(block.inline, reader.vocabulary)
            start = block.inline.start
            yield from lists.read_marked(block.inline, reader, start=start)


def _announces(inline: Inline, vocabulary: Vocabulary) -> bool:
    """Say whether a paragraph ends with "we will do the following:" or the like."""
    if not inline.bytes.endswith((b":", _WIDE_COLON)):
        return False
    last = _SENTENCE.split(inline.plain.casefold().replace("\u2019", "'"))[-1]
    return any(words in last for words in vocabulary.announcements)


def _list_item(
    block: ListItem, reader: Reader, *, bullets: bool, seen: dict[int, int]
) -> Iterator[ActionItem]:
    """Yield a list item's promise; `seen` maps list items to the lines of their promises."""
    nested = block.parent is not None
    if block.parent is not None and id(block.parent) in seen and _notes(block, reader):
        return
    # What explains a bullet that promises nothing promises nothing either.
    inside = not nested or (reader.ground.nested and _explains(block, seen))
    counts = (bullets or reader.ground.told) and inside
    item = lists.read_list_item(block, reader, bullets=counts)
    if item is not None and not bullets and _only_said(item):
        item = None
    if item is not None:
        seen[id(block)] = item.line
        told = explained.by_children(item, block, reader)
        yield replace(_noted(told, block, reader), parent=_above(block, seen))
    elif block.inline is not None and reader.ground.inline and not counts:
        yield from lists.read_marked(block.inline, reader, start=block.start)


def _notes(block: ListItem, reader: Reader) -> bool:
    inline = block.inline if block.box is None else None
    return inline is not None and remarks.label(inline, reader.vocabulary) is not None


def _noted(item: ActionItem, block: ListItem, reader: Reader) -> ActionItem:
    """Return an item with what the bullets below it note."""
    below = remarks.below(block, reader.vocabulary)
    if below is None or item.spans is None:
        return item
    said = notes.BETWEEN.join(filter(None, (item.note, below[0])))
    return replace(item, note=said, spans=replace(item.spans, note=below[1]))


def _only_said(item: ActionItem) -> bool:
    """Say whether a bullet is neither a task nor says who or until when."""
    return item.form is Form.BULLET and not (item.owners or item.due)


def _explains(block: ListItem, seen: Mapping[int, int]) -> bool:
    parent = block.parent
    inline = parent.inline if parent else None
    groups = inline is None or inline.plain.endswith((":", "\uff1a"))
    return groups or id(parent) in seen


def _above(block: ListItem, seen: Mapping[int, int]) -> int | None:
    parent = block.parent
    while parent is not None:
        if id(parent) in seen:
            return seen[id(parent)]
        parent = parent.parent
    return None


def _paragraphs(
    places: Sequence[Place],
    found: Sequence[ActionItem],
    *,
    lines: Lines,
    vocabulary: Vocabulary,
) -> Iterator[ActionItem]:
    """Yield paragraphs that name somebody or some day, of sections that hold nothing else."""
    for place in places:
        if place.root is not place.section or not place.ground.bullets:
            continue
        blocks = place.section.blocks
        alone = blocks and all(isinstance(b, Paragraph) for b in blocks)
        if not alone or any(p.root is place.root for p in places if p is not place):
            continue
        reader = Reader(place.ground, place.section.title, lines, vocabulary)
        taken = {item.line for item in found}
        for block in blocks:
            if (
                isinstance(block, Paragraph)
                and _short(block)
                and lines.at(block.inline.start) not in taken
            ):
                item = lists.read_paragraph(block.inline, reader)
                if item is not None and (item.owners or item.due):
                    yield item


def _short(block: Paragraph) -> bool:
    plain = block.inline.plain
    return len(plain) <= _LONGEST_PARAGRAPH and not plain.endswith((":", "\uff1a"))


def _once(found: Sequence[ActionItem]) -> Iterator[ActionItem]:
    """Yield each item once: a marked line in a bullet is met as both."""
    taken: set[tuple[int, Form]] = set()
    for item in found:
        where = (item.spans.whole.start if item.spans else item.line, item.form)
        if where not in taken:
            taken.add(where)
            yield item
