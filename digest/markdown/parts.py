"""The parts of an update: what stands under each of its headings and labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from digest.markdown import labels, titles
from digest.markdown.blocks import Block, Code, ListItem, Paragraph, Table
from digest.markdown.entries import Entry, after, child_of, code, in_prose, listed, row
from digest.markdown.labels import Line
from digest.markdown.outline import LABEL, Section
from digest.markdown.placeholders import placeholder
from digest.model.vocabulary import Vocabulary

FREE = "free"  # what stands under no label
OTHER = "other"  # sections in an update that are none of its parts, such as action items
_NAMED = ("date", "authors", "series")  # facts that an update may carry
# Under these headings a label is a category of what is told there, not another part.
_BY_CATEGORY = frozenset(("changes", "testing", "technical_notes", "environment"))
_OF_LINES = frozenset(("completed", "in_progress", "blockers", "next"))
_LINE_BY_LINE = _OF_LINES | {"tried", "not_tried", "need", "options", "changes", "testing"}
EXPLAINING = ("who", "need", "impact", "outcome", "optimistic", "realistic", "pessimistic")
_ALTERNATIVES = frozenset(("need", "options"))
_OPTION = re.compile(r"(?:\w+ )?(?:[a-z]|\d{1,2})")
_OPEN_TO_LABELS = frozenset(
    (
        *(FREE, "details", "trying_to", "getting", "error", "impact", "urgency"),
        *("pr", "summary", "original_eta", "new_eta", "reason", "scope_change", "delay"),
        *("optimistic", "realistic", "pessimistic"),
    )
)


@dataclass(eq=False)
class Part:
    """A part by its name; `section` is the one it has to itself, if a heading opened it."""

    name: str
    section: Section | None = None
    category: str = ""  # of a heading or label inside it
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
    """Reads blocks into parts; the current part takes what comes."""

    known: tuple[str, ...]
    vocabulary: Vocabulary
    parts: list[Part] = field(default_factory=list)
    by_item: dict[int, Entry] = field(default_factory=dict)
    by_bullets: bool = False  # a bullet has opened a part, so another may
    current: Part = field(default_factory=lambda: Part(FREE))
    around: Part = field(default_factory=lambda: Part(FREE))  # opened by no bullet
    root: Section | None = None  # the heading that opened `around`

    def open_section(self, section: Section, *, first: bool) -> None:
        """Begin what stands under a heading."""
        name = self._part(section.key)
        if first or section.heading is None:
            self._open(Part(FREE, section if first else None))
        elif name:
            self._open(Part(name, section))
            self.root = section
        elif titles.holds_actions(section.key, self.vocabulary):
            self._open(Part(OTHER, section))
            self.root = section
        elif self._inside(section):
            # A heading inside a part, such as a workstream, goes on with it.
            self._open(Part(self.around.name, section, section.title.rstrip(":\uff1a ")))
        else:
            self._open(Part(section.key.replace(" ", "_") or OTHER, section))

    def _inside(self, section: Section) -> bool:
        if self.root is None or self.root not in section.above():
            return False
        return section.level < LABEL or self._categorized()

    def take(self, block: Block) -> None:
        """Add a block to the part it belongs to."""
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, ListItem) and block.inline is not None:
            self._listed(block)
        elif isinstance(block, Table):
            for each in block.rows:
                self._add(row(each))
        elif isinstance(block, Code) and block.text.strip():
            last = self.current.entries[-1:]
            if last and last[0].block is not None and self.current.name in _LINE_BY_LINE:
                last[0].children.append(code(block))
            else:
                self._add(code(block))

    def _open(self, part: Part, *, by_bullet: bool = False) -> None:
        self.parts.append(part)
        self.current = part
        if not by_bullet:
            self.around = part

    def _paragraph(self, block: Paragraph) -> None:
        above = self.by_item.get(id(block.item)) if block.item else None
        for line in labels.lines(block.inline):
            if above is not None:
                above.children.append(in_prose(block.inline, line))
            else:
                self._line(block, line)

    def _line(self, block: Paragraph, line: Line) -> None:
        name = self._part(line.label)
        if name is None and line.bold and line.label and not self._absorbs(line):
            name = self.vocabulary.fact_of.get(line.label, "")
            name = name if name in _NAMED else line.label.replace(" ", "_")
        if name is None:
            category = line.written if line.bold and self._categorized() else ""
            self._add(in_prose(block.inline, line, verb=category))
            return
        self._open(Part(name))
        if line.text:
            self._add(in_prose(block.inline, line, labelled=True))

    def _absorbs(self, line: Line) -> bool:
        """Say whether a bold label names a line of the part and no part of its own."""
        alternative = self.current.name in _ALTERNATIVES and _OPTION.fullmatch(line.label)
        return bool(alternative) or self._categorized()

    def _categorized(self) -> bool:
        part = self.around
        return part.name in _BY_CATEGORY and part.section is not None

    def _listed(self, block: ListItem) -> None:
        """Take a list item; `Trying to: x` in it opens a part, its children follow."""
        assert block.inline is not None  # noqa: S101 - asked before
        above = self.by_item.get(id(block.parent)) if block.parent else None
        if above is not None:
            self.by_item[id(block)] = child_of(above, block)
            return
        first = next(labels.lines(block.inline))
        name = self._part(first.label) or self._coming(block, first)
        if name and self._may_open(name):
            self.by_bullets = True
            self._open(Part(name), by_bullet=True)
            if first.text:
                self._add(after(block, first))
            return
        if self.current.name in _OF_LINES and block.parent is None:
            self.current = self.around
        if not (self.current.name in _OF_LINES and self._groups(block)):
            self._add(listed(block))

    def _groups(self, block: ListItem) -> bool:
        """Say whether a bullet only names the group of the lines below it."""
        line = listed(block)
        if not block.children or not line.text.endswith((":", "\uff1a")):
            return False
        line.children = [listed(child) for child in block.children if child.inline]
        return not any(line.below(name, self.vocabulary) for name in EXPLAINING)

    def _may_open(self, name: str) -> bool:
        lines = name in _OF_LINES and name in self.known
        return lines or self.by_bullets or self.current.name in _OPEN_TO_LABELS

    def _coming(self, block: ListItem, line: Line) -> str | None:
        """Return the part of what comes next for a bullet such as "Tasks for next week:"."""
        if line.text or not line.label or not block.children or "next" not in self.known:
            return None
        return "next" if titles.holds_actions(line.label, self.vocabulary) else None

    def _add(self, entry: Entry) -> None:
        if self.current.name != OTHER and not placeholder(entry.text, self.vocabulary):
            self.current.entries.append(entry)
            if entry.block is not None:
                self.by_item[id(entry.block)] = entry

    def _part(self, label: str) -> str | None:
        named = self.vocabulary.parts_of.get(label, ()) if label else ()
        return next((part for part in named if part in self.known), None)
