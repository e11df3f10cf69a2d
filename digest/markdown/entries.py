"""The lines of an update's parts, each with its bytes and what is indented below it."""

from dataclasses import dataclass, field

from digest.markdown import labels
from digest.markdown.blocks import Code, ListItem, Row
from digest.markdown.inline import Inline
from digest.markdown.labels import Line
from digest.model.item import Span
from digest.model.vocabulary import Vocabulary

_MOST = 50  # lines that explain another


@dataclass(eq=False)
class Entry:
    """One line of a part."""

    text: str  # plain, without the label that opened the part
    span: Span
    verb: str = ""  # that label, where it stood in a bullet; or the category of a line
    inline: Inline | None = None  # what it says, as an inline of its own
    prose: bool = False  # stands in no list, and may be read as a promise
    listed: bool = False
    block: ListItem | None = None
    children: "list[Entry]" = field(default_factory=list)

    @property
    def full(self) -> str:
        """The line with those below it."""
        return "; ".join((self.text, *(c.full for c in self.children if c.inline)))

    def below(self, part: str, vocabulary: Vocabulary) -> "Line | None":
        """Return the first line below it whose label names a part, e.g. `Who: Ana`."""
        for child in self.children[:_MOST]:
            line = next(labels.lines(child.inline)) if child.inline else None
            if line and line.text and part in vocabulary.parts_of.get(line.label, ()):
                return line
        return None


def listed(block: ListItem) -> Entry:
    """Return a list item as an entry."""
    inline = _inline(block)
    return Entry(inline.plain, inline.whole, inline=inline, listed=True, block=block)


def after(block: ListItem, first: Line) -> Entry:
    """Return what stands in a list item after its label."""
    inline = _inline(block)
    rest = inline.part(first.value.start, inline.end)
    return Entry(rest.plain, rest.whole, first.written.strip(), rest, listed=True, block=block)


def child_of(above: Entry, block: ListItem) -> Entry:
    """Add a list item to the entry it is indented below."""
    child = listed(block)
    above.children.append(child)
    return child


def in_prose(inline: Inline, line: Line, *, labelled: bool = False, verb: str = "") -> Entry:
    """Return a line of a paragraph, without its label where that opened the part."""
    span = line.value if labelled or verb else line.whole
    part = inline.part(span.start, span.end)
    return Entry(part.plain, span, verb, part, prose=True)


def row(found: Row) -> Entry:
    """Return a table row as an entry."""
    cells = " | ".join(cell.inline.plain for cell in found.cells)
    return Entry(cells, found.whole, listed=True)


def code(block: Code) -> Entry:
    """Return a code block as an entry."""
    return Entry(block.text.strip(), block.span)


def _inline(block: ListItem) -> Inline:
    assert block.inline is not None  # noqa: S101 - only such items are told
    return block.inline
