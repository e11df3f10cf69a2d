"""All action items of a document, in the order of their lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from digest.markdown import (
    belonging,
    called,
    coming,
    lined,
    lists,
    numbered,
    participants,
    signed,
    spoken,
)
from digest.markdown import ground as grounds
from digest.markdown import sections as in_section
from digest.markdown.blocks import Block, ListItem, Paragraph, Table
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.made import Reader
from digest.markdown.outline import LABEL, Section
from digest.markdown.sections import Place
from digest.markdown.updates import Setting
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary

MOST_ITEMS = 2_000
_LONGEST_PARAGRAPH = 400  # characters: beyond it, it explains and promises nothing


def read(
    sections: Sequence[Section],
    *,
    by_update: Mapping[int, Ground],
    asks: Iterable[tuple[Ground, Section, Inline]] = (),
    setting: Setting,
    listed: bool = False,
    post_mortem: bool = False,
) -> tuple[list[ActionItem], list[ActionItem]]:
    """Return the items, and those that only repeat items of other documents.

    `by_update` has the ground of sections and list items (by `id`) inside updates, `asks` what
    these ask in prose; `listed`: the file is a list of tasks by its name; `post_mortem`: it is
    the report of an incident.
    """
    vocabulary = setting.vocabulary
    by_heading = grounds.of_all(sections, vocabulary, listed=listed, named=setting.tasks)
    places = _places(sections, by_update, setting, by_heading)
    # In a list of tasks by its name each section may be kept in a way of its own.
    formal = {
        id(_kept(p, listed=listed)) for p in places if p.root and _formal(p.section.blocks)
    }
    known = participants.of(sections, vocabulary).union(vocabulary.names)
    known |= signed.names(sections, called.names(known, vocabulary))
    names = called.names(known, vocabulary)
    whose = belonging.by_section(((p.section, p.root) for p in places), names, vocabulary)
    places = [_owned(place, whose) for place in places]
    reading = partial(Reader, lines=setting.lines, vocabulary=vocabulary, known=known)
    found: list[ActionItem] = []
    repeated: list[ActionItem] = []
    lists_kept: list[Section] = []
    for place in places:
        if not (place.section.blocks or place.section.heading):
            continue
        strict = id(_kept(place, listed=listed)) in formal
        bullets = place.ground.bullets and not strict
        reader = reading(place.ground, place.section.title)
        into = repeated if place.ground.repeats else found
        into += (here := in_section.read(place, reader, bullets=bullets, by_update=by_update))
        lists_kept += [place.section] if here and place.ground.bullets else []
    for ground, section, inline in asks:
        reader = reading(ground, section.title)
        item = lists.read_paragraph(inline, reader)
        found += [item] if item is not None else []
    met = grounds.tells_of_a_meeting(sections, vocabulary)
    found += _paragraphs(places, found, setting.lines, reading, vocabulary=vocabulary, met=met)
    if not (by_update or setting.log) and (
        places := spoken.apart(places, lists_kept, vocabulary)
    ):
        told = partial(_reader, reading)
        found += spoken.read(places, [*found, *repeated], known, told, collected=post_mortem)
    return sorted(_once(found), key=_line), sorted(_once(repeated), key=_line)


def _places(
    sections: Sequence[Section],
    by_update: Mapping[int, Ground],
    setting: Setting,
    by_heading: grounds.Grounds,
) -> list[Place]:
    """Return the sections, each with how it is read."""
    places, kept = [], dict[int, tuple[Ground, Ground]]()
    heads = numbered.items(sections, by_heading, setting.vocabulary)
    for section in sections:
        own = by_update.get(id(section))
        ground, root = by_heading[id(section)]
        if own is not None and own.by_heading:
            ground = replace(ground, base=own.base)
        elif own is not None:
            ground, root = own, None
        elif root is not section and not heads.isdisjoint(map(id, section.above())):
            ground = replace(ground, bullets=id(section) in heads)
        places.append(
            Place(section, _based(ground, setting.base, kept), root, id(section) in heads)
        )
    return places


def _kept(place: Place, *, listed: bool) -> Section | None:
    """Return the section that decides how a list is kept: of labels, the one they stand in."""
    section = place.section
    return (section.parent if section.level == LABEL else section) if listed else place.root


def _reader(reading: Callable[[Ground, str], Reader], place: Place) -> Reader:
    return reading(place.ground, place.section.title)


def _line(item: ActionItem) -> int:
    return item.line


def _owned(place: Place, whose: Mapping[int, tuple[str, ...]]) -> Place:
    owners = whose.get(id(place.section))
    return replace(place, ground=replace(place.ground, owners=owners)) if owners else place


def _based(ground: Ground, base: date | None, kept: dict[int, tuple[Ground, Ground]]) -> Ground:
    """Return a ground with the day of the document; `kept` has those made so far (by `id`)."""
    if ground.base or base is None:
        return ground
    if id(ground) not in kept:
        kept[id(ground)] = ground, replace(ground, base=base)
    return kept[id(ground)][1]


def _formal(blocks: Sequence[Block]) -> bool:
    """Say whether there are tables or boxes, so that bare bullets beside them are remarks."""
    return any(
        isinstance(b, Table) or (isinstance(b, ListItem) and b.box is not None) for b in blocks
    )


def _paragraphs(
    places: Sequence[Place],
    found: Sequence[ActionItem],
    lines: Lines,
    reading: Callable[[Ground, str], Reader],
    *,
    vocabulary: Vocabulary,
    met: bool,
) -> Iterator[ActionItem]:
    """Yield paragraphs that name somebody or some day, of sections that hold nothing else.

    Those whose lines are items yield these, whoever they name; so do those of minutes (`met`).
    """
    for place in places:
        counts = place.ground.bullets and not place.ground.repeats
        if place.root is not place.section or not counts:
            continue
        blocks = place.section.blocks
        alone = blocks and all(isinstance(b, Paragraph) for b in blocks)
        others = (p for p in places if p.root is place.root and p.section.blocks)
        if not alone or any(p is not place for p in others):
            continue
        reader = reading(place.ground, place.section.title)
        taken = {item.line for item in found}
        listed = lined.each_is_one(blocks)
        for block in blocks:
            if isinstance(block, Paragraph) and lines.at(block.inline.start) not in taken:
                each = [*lined.read(block.inline, reader)]
                whole = _short(block) and not each
                item = lists.read_paragraph(block.inline, reader) if whole else None
                task = listed or (met and not _prose(block.inline.plain, vocabulary))
                told = item and (task or item.owners or item.due)
                yield from each or ([item] if item and told else [])


def _prose(plain: str, vocabulary: Vocabulary) -> bool:
    """Say whether a paragraph tells of all of us, of itself or of the next meeting."""
    first = plain.split(" ", 1)[0].casefold()
    nobody = first in vocabulary.lint.get("nobody", ()) or first in vocabulary.connecting
    return nobody or coming.meets(plain, vocabulary)


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
