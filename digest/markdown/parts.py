"""The parts of an update: what stands under each of its headings and labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.markdown import labels
from digest.markdown.blocks import Block, Code, ListItem, Paragraph, Table
from digest.markdown.inline import Inline
from digest.markdown.outline import LABEL, Section
from digest.markdown.tables import placeholder
from digest.model.item import Span
from digest.model.vocabulary import Vocabulary

FREE = "free"  # what stands under no label
_NAMED = ("date", "authors", "series")  # facts that an update may carry


@dataclass(frozen=True)
class Entry:
    """One line of a part."""

    text: str
    span: Span
    listed: bool  # stands in a list
    prose: Inline | None = None  # where it does not: what may be read as a promise


@dataclass(eq=False)
class Part:
    """A part by its name; `section` is the one it has to itself, if a heading opened it."""

    name: str
    section: Section | None = None
    entries: list[Entry] = field(default_factory=list)


def collect(
    covered: Sequence[Section], *, known: tuple[str, ...], vocabulary: Vocabulary
) -> list[Part]:
    """Return the parts of an update in order; `known` are the names its form has."""
    reader = _Collector(known, vocabulary)
    for section in covered:
        reader.open_section(section, first=section is covered[0])
        for block in section.blocks:
            reader.take(block)
    return [part for part in reader.parts if part.entries or part.name not in (FREE, "details")]


@dataclass(eq=False)
class _Collector:
    """Reads blocks into parts; the newest part takes what comes."""

    known: tuple[str, ...]
    vocabulary: Vocabulary
    parts: list[Part] = field(default_factory=list)
    by_bullets: bool = False  # a bullet has opened a part, so another may

    def open_section(self, section: Section, *, first: bool) -> None:
        """Begin what stands under a heading."""
        name = self._part(section.key)
        if first or section.heading is None:
            self.parts.append(Part(FREE))
        elif name:
            self.parts.append(Part(name, section))
        elif section.level == LABEL:
            self.parts.append(Part(section.key.replace(" ", "_"), section))
        else:
            # A heading inside a part, such as a workstream, goes on with it.
            self.parts.append(Part(self.parts[-1].name if self.parts else FREE, section))

    def take(self, block: Block) -> None:
        """Add a block to the part it belongs to."""
        if isinstance(block, Paragraph):
            for line in labels.lines(block.inline):
                self._line(block.inline, line, listed=block.item is not None)
        elif isinstance(block, ListItem) and block.inline is not None:
            self._listed(block.inline)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = " | ".join(cell.inline.plain for cell in row.cells)
                self._add(Entry(cells, row.whole, listed=True))
        elif isinstance(block, Code) and block.text.strip():
            self._add(Entry(block.text.strip(), block.span, listed=False))

    def _line(self, inline: Inline, line: labels.Line, *, listed: bool) -> None:
        name = self._part(line.label)
        if name is None and line.bold and line.label:
            name = self.vocabulary.fact_of.get(line.label, "")
            name = name if name in _NAMED else line.label.replace(" ", "_")
        if name is None:
            text = line.text if not line.label else _whole(line)
            self._add(Entry(text, line.whole, listed, _prose(inline, line.whole)))
            return
        self.parts.append(Part(name))
        if line.text:
            self._add(Entry(line.text, line.value, listed, _prose(inline, line.value)))

    def _listed(self, inline: Inline) -> None:
        """Take a list item; `Trying to: x` in it opens a part, its children follow."""
        first = next(labels.lines(inline))
        name = self._part(first.label)
        in_details = bool(self.parts) and self.parts[-1].name in _OPEN_TO_LABELS
        if name and (in_details or self.by_bullets):
            self.by_bullets = True
            self.parts.append(Part(name))
            rest = Span(first.value.start, inline.end)
            self._add(Entry(inline.words(rest), rest, listed=False, prose=_prose(inline, rest)))
        else:
            self._add(Entry(inline.plain, inline.whole, listed=True))

    def _add(self, entry: Entry) -> None:
        if not self.parts:
            self.parts.append(Part(FREE))
        if not placeholder(entry.text, self.vocabulary):
            self.parts[-1].entries.append(entry)

    def _part(self, label: str) -> str | None:
        named = self.vocabulary.parts_of.get(label, ()) if label else ()
        return next((part for part in named if part in self.known), None)


_OPEN_TO_LABELS = frozenset(
    (
        FREE,
        "details",
        "trying_to",
        "getting",
        "impact",
        "urgency",
        "pr",
        "summary",
        "original_eta",
        "new_eta",
        "reason",
    )
)


def _prose(inline: Inline, span: Span) -> Inline:
    return inline.part(span.start, span.end)


def _whole(line: labels.Line) -> str:
    return f"{line.written}: {line.text}" if line.text else f"{line.written}:"
