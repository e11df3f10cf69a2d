"""A document as rules see it: what it says, and where in the file each byte stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from digest.lint.finding import Place
from digest.markdown.blocks import Block, Heading, ListItem, Paragraph, Table
from digest.markdown.document import with_sections
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines, table
from digest.markdown.outline import Section
from digest.model.document import Document
from digest.model.item import ActionItem, Span
from digest.model.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)  # by identity: what rules work out of one is kept
class Reading:
    """A document with its sections and line table."""

    document: Document
    vocabulary: Vocabulary
    sections: Sequence[Section] = ()

    @property
    def path(self) -> str:
        """Return the file's path as it was given."""
        return self.document.path

    @cached_property
    def lines(self) -> Lines:
        """The line table."""
        return table(self.document.raw)

    @cached_property
    def folded(self) -> str:
        """All of the file in lower case on one line: for cheap questions before dear ones."""
        text = self.document.raw.decode("utf-8", "replace").replace("\u2019", "'")
        return " ".join(text.casefold().split())

    def at(self, span: Span) -> Place:
        """Return where some bytes stand."""
        if not self.document.raw:
            return Place(self.path)
        last = max(span.start, span.end)
        line, end_line = self.lines.at(span.start), self.lines.at(last)
        return Place(
            self.path,
            line,
            self._column(line, span.start),
            end_line,
            self._column(end_line, last),
        )

    def text(self, item: ActionItem) -> Place:
        """Return where the words of an item stand."""
        return self.at(item.spans.text) if item.spans else self.line(item.line)

    def due(self, item: ActionItem) -> Place:
        """Return where the date of an item stands."""
        return self._field(item, item.spans.due if item.spans else None)

    def owner(self, item: ActionItem) -> Place:
        """Return where the owners of an item stand."""
        return self._field(item, item.spans.owner if item.spans else None)

    def _field(self, item: ActionItem, span: Span | None) -> Place:
        return self.at(span) if span and span.start < span.end else self.line(item.line)

    @cached_property
    def below(self) -> Mapping[int, Sequence[ActionItem]]:
        """The items that stand directly below others, by the line of those."""
        found: dict[int, list[ActionItem]] = {}
        for item in self.document.items:
            if item.parent is not None:
                found.setdefault(item.parent, []).append(item)
        return found

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The lines of all headings, bold lines used as such included."""
        return tuple(self.lines.at(s.heading.start) for s in self.sections if s.heading)

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """Every run of text, in order; code blocks are none."""
        return tuple(inline for section in self.sections for inline in _of(section))

    def source(self, item: ActionItem) -> str:
        """Return all of an item as it stands in the file."""
        if item.spans is None:
            return item.text
        return item.spans.whole.of(self.document.raw).decode("utf-8", "replace")

    def line(self, number: int) -> Place:
        """Return a whole line."""
        return Place(self.path, number, 0, number, 0)

    def slim(self) -> "Reading":
        """Return it without its bytes: what is kept until all documents are read."""
        return Reading(replace(self.document, raw=b"", passages=()), self.vocabulary)

    def _column(self, line: int, offset: int) -> int:
        start = self.lines.starts[line - 1]
        return len(self.document.raw[start:offset].decode("utf-8", "replace")) + 1


def _of(section: Section) -> Iterator[Inline]:
    if section.heading is not None:
        yield section.heading
    for block in section.blocks:
        yield from _inlines(block)


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield from (cell.inline for cell in row.cells)
    elif isinstance(block, Paragraph | ListItem | Heading) and block.inline is not None:
        yield block.inline


def read(raw: bytes, path: str, vocabulary: Vocabulary) -> Reading:
    """Return what rules are given of a file."""
    document, sections = with_sections(raw, path=path, vocabulary=vocabulary)
    return Reading(document, vocabulary, sections)
