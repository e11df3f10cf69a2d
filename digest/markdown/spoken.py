"""Action items of minutes that keep no list of them: promises and `TODO:` inside the text.

Where a document has such a list, what is said elsewhere was collected there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digest.markdown import asides, called, explained, lists, pledges, titles
from digest.markdown.blocks import ListItem, Paragraph
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, cut, made
from digest.markdown.marked import topical
from digest.markdown.outline import Section
from digest.markdown.sections import Place, noted
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary

_LONGEST = 1_500  # bytes: beyond it, a speech


@dataclass(eq=False)
class _Met:
    """What was met of a section so far."""

    taken: set[int]  # lines that are read elsewhere
    items: set[int] = field(default_factory=set)  # list items (by `id`), and all below them
    lists: set[int] = field(default_factory=set)  # those below which every bullet is an item


def read(
    places: Iterable[Place], found: Sequence[ActionItem], reading: Callable[[Place], Reader]
) -> Iterator[ActionItem]:
    """Yield the items of places that are no lists of them, but not those `found` already."""
    taken = {line for item in found for line in range(item.line, item.end_line + 1)}
    for place in places:
        reader = reading(place)
        if place.section.blocks and _open(place, reader.vocabulary):
            yield from _section(place.section, reader, _Met(taken))


def _open(place: Place, vocabulary: Vocabulary) -> bool:
    """Say whether people may promise something here: not in a timeline or an example."""
    ground = place.ground
    if ground.bullets or ground.repeats or not ground.inline:
        return False
    return ground.boxes or any(s.key in vocabulary.agendas for s in place.section.above())


def _section(section: Section, reader: Reader, met: _Met) -> Iterator[ActionItem]:
    for block in section.blocks:
        if isinstance(block, ListItem):
            yield from _list_item(block, reader, met)
        elif isinstance(block, Paragraph) and id(block.item) not in met.items:
            yield from _inside(block.inline, reader, met)


def _list_item(block: ListItem, reader: Reader, met: _Met) -> Iterator[ActionItem]:
    inline, above = block.inline, id(block.parent)
    if inline is None or block.box is not None:
        return
    if above in met.items or reader.lines.at(block.start) in met.taken:
        met.items.add(id(block))
        return
    item = _whole(block, inline, reader, listed=above in met.lists)
    if item is not None:
        met.items.add(id(block))
        yield noted(explained.by_children(item, block, reader), block, reader)
        return
    if above in met.lists or _announces(block, inline, reader):
        met.lists.add(id(block))
    yield from _inside(inline, reader, met)


def _announces(block: ListItem, inline: Inline, reader: Reader) -> bool:
    """Say whether a bullet is the heading of those below it: "TODOs", "Action items:"."""
    key = titles.key(inline.plain) if block.children else ""
    return key in reader.vocabulary.headings and not titles.repeats(key, reader.vocabulary)


def _whole(
    block: ListItem, inline: Inline, reader: Reader, *, listed: bool
) -> ActionItem | None:
    """Return the item that all of a bullet is."""
    if listed:
        return lists.read_list_item(block, reader, bullets=True)
    if found := _given(block, inline, reader):
        return found
    text = inline.masked if _possible(inline, reader) else ""
    start = None if asides.arrow_inside(text) else _start(block, text, reader)
    return made(inline, start, reader, Form.BULLET) if start else None


def _start(block: ListItem, text: str, reader: Reader) -> Start | None:
    """Return how a bullet is read that ends with whom it is for, or is one promise."""
    words = reader.vocabulary
    names = called.names(reader.known, words)
    handed = asides.handed(text, words)
    if handed and names.people(text[slice(*handed[0])]):
        return Start(block.start, subject=handed[0], label=handed[1])
    pledge = next(pledges.find(text, names, words), None)
    if pledge is None or not asides.nothing(text[: pledge.start]):
        return None
    return Start(block.start, pledge.start, subject=pledge.who, label=pledge.label)


def _given(block: ListItem, inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a bullet of minutes gives to those at its end: "Write it down (Kim)"."""
    first = inline.plain.split(" ", 1)[0].casefold()
    words = reader.vocabulary
    if first not in words.verbs or first in words.topical or reader.known <= {*words.names}:
        return None
    item = made(inline, Start(block.start), reader, Form.BULLET)
    if item is None or item.spans is None or item.spans.owner is None:
        return None
    names = called.names(reader.known, words)
    last = item.spans.owner.start >= item.spans.text.end
    return item if last and all(map(names.person_known, item.owners)) else None


def _inside(inline: Inline, reader: Reader, met: _Met) -> Iterator[ActionItem]:
    """Yield what sentences and asides of a text promise."""
    if not _possible(inline, reader):
        return
    text, words = inline.masked, reader.vocabulary
    names = called.names(reader.known, words)
    ends: list[tuple[int, int]] = []
    for aside in asides.find(text, words):
        part = _part(inline, (aside.start, aside.end), aside.words, reader, who=aside.who)
        if part and _counts(part, aside, words):
            ends.append((aside.start, aside.end))
            yield part
    for pledge in pledges.find(text, names, words):
        if not any(first <= pledge.start < last for first, last in ends):
            part = _part(inline, (pledge.start, pledge.end), pledge.start, reader, said=pledge)
            if part and part.line not in met.taken:
                yield part


def _counts(item: ActionItem, aside: asides.Aside, words: Vocabulary) -> bool:
    """Say whether what follows an arrow is to be done: it says what, and who or until when."""
    first = item.text.split(" ")[0].casefold()
    told = bool(item.owners or item.due)
    return (first in words.verbs and told) if aside.arrow else not topical(item)


def _part(
    inline: Inline,
    where: tuple[int, int],
    words: int,
    reader: Reader,
    *,
    who: pledges.Range | None = None,
    said: pledges.Pledge | None = None,
) -> ActionItem | None:
    """Return the item that some characters are."""
    first = where[0]
    part = cut(inline, inline.at(first), inline.at(where[1]))
    start = Start(
        part.start,
        words - first,
        who=_moved(who, first),
        subject=_moved(said.who if said else None, first),
        label=_moved(said.label if said else None, first),
    )
    return made(part, start, reader, Form.INLINE)


def _moved(where: pledges.Range | None, by: int) -> pledges.Range | None:
    return (where[0] - by, where[1] - by) if where else None


def _possible(inline: Inline, reader: Reader) -> bool:
    """Say whether bytes hold what a promise or an aside cannot be without."""
    raw = inline.bytes
    return len(raw) <= _LONGEST and pledges.beginning(reader.vocabulary).search(raw) is not None
