"""Action items of minutes that keep no list of them: promises and `TODO:` inside the text.

Where a document has such a list, what is said elsewhere was collected there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from digest.markdown import (
    asides,
    belonging,
    called,
    explained,
    headed,
    lists,
    pledges,
    sentences,
    titles,
    urged,
)
from digest.markdown.blocks import ListItem, Paragraph
from digest.markdown.dated import day_in
from digest.markdown.heard import Heard
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, made
from digest.markdown.outline import Section
from digest.markdown.sections import Place, noted
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary

_ANY_DAY = date(2000, 1, 1)  # a meeting's day may have no year


def apart(
    places: Sequence[Place], kept: Sequence[Section], vocabulary: Vocabulary
) -> list[Place]:
    """Return the places of meetings that keep no list of their own.

    `kept` are the sections that hold lists.  A file may tell of several meetings, each below
    its day; a list that stands below no day is that of the whole file.
    """
    days = {_day(section, vocabulary) for section in kept}
    if None in days:
        return []
    if not days:
        return [*places]
    return [p for p in places if _day(p.section, vocabulary) not in {None, *days}]


def _day(section: Section, vocabulary: Vocabulary) -> int | None:
    """Return the outermost heading (its `id`) above a section that is a day, if any is."""
    dated = (s for s in section.above() if s.heading and day_in(s.title, _ANY_DAY, vocabulary))
    return next((id(s) for s in reversed([*dated])), None)


def _of_meeting(section: Section, vocabulary: Vocabulary) -> bool:
    """Say whether a section stands below a day, or below a heading of minutes."""
    met = any(titles.of_meeting(above.key, vocabulary) for above in section.above())
    return met or _day(section, vocabulary) is not None


def read(
    places: Sequence[Place],
    found: Sequence[ActionItem],
    known: frozenset[str],
    reading: Callable[[Place], Reader],
    *,
    collected: bool = False,
) -> Iterator[ActionItem]:
    """Yield the items of places that are no lists of them, but not those `found` already.

    `known` are the folded names of people the document or the directory names; `collected`:
    they are minutes by their title or a post-mortem, in which all that is to be done belongs.
    """
    raw = next((raw for place in places if (raw := _raw(place.section))), b"")
    open_to = [place for place in places if place.section.blocks]
    if not raw:
        return
    taken = {line for item in found for line in range(item.line, item.end_line + 1)}
    vocabulary = reading(open_to[0]).vocabulary
    minutes = not known <= {*vocabulary.names}
    # Where there are boxes or tables, bare bullets are remarks.
    formal = any(item.form in (Form.TASK, Form.TABLE) for item in found)
    heard = Heard(raw, called.names(known, vocabulary), vocabulary, minutes, taken)
    for place in open_to:
        if _open(place, vocabulary):
            heard.met = heard.minutes or collected or _of_meeting(place.section, vocabulary)
            if not formal and heard.met:
                heard.urged.update(urged.bullets(place.section, vocabulary))
                heard.planned.update(urged.planned(place.section, vocabulary))
            yield from _section(place.section, reading(place), heard)


def _raw(section: Section) -> bytes:
    inlines = (b.inline for b in section.blocks if isinstance(b, ListItem | Paragraph))
    return next((inline.raw for inline in inlines if inline is not None), b"")


def _open(place: Place, vocabulary: Vocabulary) -> bool:
    """Say whether people may promise something here: not in a timeline or an example."""
    ground = place.ground
    if ground.bullets or ground.repeats or not ground.inline:
        return False
    return ground.boxes or any(s.key in vocabulary.agendas for s in place.section.above())


def _section(section: Section, reader: Reader, heard: Heard) -> Iterator[ActionItem]:
    for block in section.blocks:
        if isinstance(block, ListItem):
            yield from _list_item(block, reader, heard)
        elif id(block) in heard.planned and isinstance(block, Paragraph):
            start = Start(block.inline.start, heard.planned[id(block)])
            item = made(block.inline, start, reader, Form.PARAGRAPH)
            yield from [item] if item else []
        elif isinstance(block, Paragraph) and id(block.item) not in heard.items:
            yield from sentences.read(block.inline, reader, heard)


def _list_item(block: ListItem, reader: Reader, heard: Heard) -> Iterator[ActionItem]:
    inline, above = block.inline, id(block.parent)
    if inline is None or block.box is not None:
        return
    if above in heard.items or reader.lines.at(block.start) in heard.taken:
        heard.items.add(id(block))
        return
    listed = heard.lists.get(above)
    if whose := listed or _whose(block, heard):
        reader = replace(reader, ground=replace(reader.ground, owners=whose))
    item = (
        _whole(block, inline, reader, heard)
        if listed is None
        else lists.read_list_item(block, reader, bullets=True)
    )
    if item is not None:
        heard.items.add(id(block))
        yield noted(explained.by_children(item, block, reader), block, reader)
        return
    if (own := _list_of(block, inline, heard)) is not None or listed is not None:
        heard.lists[id(block)] = own or listed or ()
    yield from sentences.read(inline, reader, heard)


def _whose(block: ListItem, heard: Heard) -> tuple[str, ...]:
    """Return whose a bullet is that says what to do, by the name above it."""
    parent = block.parent.inline if block.parent and id(block) in heard.urged else None
    return belonging.of_label(parent.plain, heard.names, heard.vocabulary) if parent else ()


def _list_of(block: ListItem, inline: Inline, heard: Heard) -> tuple[str, ...] | None:
    """Return whose the bullets below a bullet are that is their heading: "TODOs", "Kim to:"."""
    if not block.children:
        return None
    vocabulary = heard.vocabulary
    owners = pledges.group(inline.plain, heard.names, vocabulary)
    key = titles.key(inline.plain)
    lone = heard.minutes and key in vocabulary.lone
    known = (key in vocabulary.headings or lone) and not titles.repeats(key, vocabulary)
    told = known or (heard.met and headed.announces(inline, vocabulary))
    return owners if owners or told else None


def _whole(block: ListItem, inline: Inline, reader: Reader, heard: Heard) -> ActionItem | None:
    """Return the item that all of a bullet is."""
    if heard.minutes and (found := _given(block, inline, reader, heard)):
        return found
    if id(block) in heard.planned or id(block) in heard.urged:
        first = heard.planned.get(id(block), 0)
        return made(inline, Start(block.start, first), reader, Form.BULLET)
    text = inline.masked if heard.possible(inline) else ""
    start = _start(block, text, heard) if text and not asides.arrow_inside(text) else None
    return made(inline, start, reader, Form.BULLET) if start else None


def _start(block: ListItem, text: str, heard: Heard) -> Start | None:
    """Return how a bullet is read that ends with whom it is for, or is one promise."""
    handed = asides.handed(text, heard.vocabulary)
    if handed and heard.names.people(text[slice(*handed[0])]):
        return Start(block.start, subject=handed[0], label=handed[1])
    pledge = next(pledges.find(text, heard.names, heard.vocabulary), None)
    if pledge is None or not asides.nothing(text[: pledge.start]):
        return None
    return Start(block.start, pledge.start, subject=pledge.who, label=pledge.label)


def _given(block: ListItem, inline: Inline, reader: Reader, heard: Heard) -> ActionItem | None:
    """Return what a bullet of minutes gives to those at its end: "Write it down (Kim)"."""
    first = inline.plain.split(" ", 1)[0].casefold()
    if first not in heard.vocabulary.verbs or first in heard.vocabulary.topical:
        return None
    item = made(inline, Start(block.start), reader, Form.BULLET)
    if item is None or item.spans is None or item.spans.owner is None:
        return None
    last = item.spans.owner.start >= item.spans.text.end
    return item if last and all(map(heard.names.person_known, item.owners)) else None
