"""The sections of a document: what stands under which heading.

Teams also use bold lines and lines with a colon as headings; such a section (level 7) ends at
the next heading of any kind.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from digest.markdown import strangers, titles
from digest.markdown.blocks import Block, Code, Heading, ListItem, Paragraph, Table
from digest.markdown.inline import Inline
from digest.model.vocabulary import Vocabulary

_LINE_END = re.compile(rb"[\n\r]")
_MARKS = b" \t*+-.)0123456789"  # of the lists a quote may stand in
_NEAR = 200  # bytes before a block in which its marks stand
# `##Heading` was one for years on GitHub; `#word` is a tag more often.
_NO_SPACE = re.compile(rb"#{2,6}(?=[^#\s])")
LABEL = 7  # level of a bold line used as a heading
_LONGEST_LABEL = 80  # characters
_MOST_WORDS = 6  # of a line without a colon that announces action items


@dataclass(eq=False)
class Section:
    """A heading with the blocks up to the next one; level 0 stands before every heading."""

    level: int
    title: str  # plain text
    key: str  # as the vocabulary spells it
    heading: Inline | None
    parent: "Section | None"
    blocks: list[Block] = field(default_factory=list)

    def above(self) -> "Iterator[Section]":
        """Yield this section and those it stands in, from the inside out."""
        section: Section | None = self
        while section:
            yield section
            section = section.parent


def sections(blocks: Iterable[Block], vocabulary: Vocabulary) -> list[Section]:
    """Return the sections of a document in order, each knowing the one it stands in.

    What a quote has for headings ends with the quote.
    """
    current = Section(0, "", "", None, None)
    found = [current]
    around: Section | None = None  # where a quote with headings stands
    for block in blocks:
        if around is not None and not _quoted(block):
            current, around = _continued(around, found), None
        heading = block if isinstance(block, Heading) else None
        if heading is None and isinstance(block, Paragraph) and block.item is None:
            heading = _label(block.inline, vocabulary)
            if heading is None and current.level == LABEL:
                current = _after_label(current, found)
            if heading is None and (heading := _last_line(block.inline, vocabulary)):
                current.blocks.append(block)
        if heading is None:
            current.blocks.append(block)
        else:
            if around is None and _quoted(heading):
                around = current
            current = _opened(heading, current)
            found.append(current)
    return found


def _opened(heading: Heading, current: Section) -> Section:
    parent = current
    while parent.parent is not None and parent.level >= heading.level:
        parent = parent.parent
    plain = heading.inline.plain
    return Section(heading.level, plain, titles.key(plain), heading.inline, parent)


def _after_label(current: Section, found: list[Section]) -> Section:
    """Leave a labelled section when prose follows what it announced."""
    if not _holds_list(current) or current.parent is None:
        return current
    return _continued(current.parent, found)


def _continued(above: Section, found: list[Section]) -> Section:
    """Go on in a section after what stood between."""
    rest = Section(LABEL, above.title, above.key, None, above)
    found.append(rest)
    return rest


def _quoted(block: Block) -> bool:
    """Say whether a block stands in a quote."""
    if isinstance(block, Table):
        raw, start = block.header.cells[0].inline.raw, block.header.whole.start
    elif isinstance(block, ListItem):
        raw, start = block.inline.raw if block.inline else b"", block.start
    elif isinstance(block, Paragraph | Heading):
        raw, start = block.inline.raw, block.inline.start
    else:
        return True  # code and HTML end nothing
    near = max(0, start - _NEAR)
    if raw.find(b">", near, start) < 0:
        return False
    line = _LINE_END.split(raw[near:start])[-1]
    return line.lstrip(_MARKS).startswith(b">")


def _holds_list(section: Section) -> bool:
    """Say whether a labelled section has a list or table; prose after one ends it."""
    for block in reversed(section.blocks):
        if isinstance(block, Paragraph) and block.item is None:
            return False
        if isinstance(block, Table | ListItem):
            return True
    return False


def _label(inline: Inline, vocabulary: Vocabulary) -> Heading | None:
    """Return a line that is used as a heading, as one."""
    if inline.end - inline.start > 4 * _LONGEST_LABEL or not inline.one_line:
        return None
    plain = inline.plain
    if not plain or len(plain) > _LONGEST_LABEL:
        return None
    if hashes := _NO_SPACE.match(inline.bytes):
        start = inline.start + hashes.end()
        return Heading(hashes.end(), inline.part(start, inline.end))
    known = plain.endswith((":", "\uff1a")) or _bold(inline)
    return Heading(LABEL, inline) if known or _announces(plain, vocabulary) else None


def _bold(inline: Inline) -> bool:
    """Say whether all of a line is bold, perhaps in italics too."""
    slanted = inline.bytes.startswith(b"***") and inline.bytes.endswith(b"***")
    if slanted and [piece[0] for piece in inline.pieces[:2]] == ["emphasis", "strong"]:
        return True
    return inline.strong is not None and inline.strong.end >= inline.end - 1


def _last_line(inline: Inline, vocabulary: Vocabulary) -> Heading | None:
    """Return the last line of a paragraph, as a heading, where it is one that is known."""
    raw = inline.bytes
    first = raw.rfind(b"\n") + 1
    if not first or len(raw) - first > 4 * _LONGEST_LABEL or b":" not in raw[first:]:
        return None
    last = inline.part(inline.start + first, inline.end)
    plain = last.plain
    key = titles.key(plain) if plain.endswith(":") else ""
    told = key and (titles.holds_actions(key, vocabulary) or strangers.is_one(key, vocabulary))
    return Heading(LABEL, last) if told else None


def _announces(plain: str, vocabulary: Vocabulary) -> bool:
    key = titles.key(plain)
    return (
        ":" not in key
        and len(key.split()) <= _MOST_WORDS
        and titles.holds_actions(key, vocabulary)
    )


def prose(section: Section) -> str:
    """Return what stands in a section as plain text, one block or row a line."""
    return "\n".join(line for block in section.blocks for line in _said(block) if line)


def _said(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield block.inline.plain
    elif isinstance(block, ListItem) and block.inline is not None:
        yield f"- {block.inline.plain}"
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield " | ".join(cell.inline.plain for cell in row.cells)
    elif isinstance(block, Code):
        yield block.text.rstrip()
