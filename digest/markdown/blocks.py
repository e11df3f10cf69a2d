"""The blocks of a markdown file, in the order they stand."""

from dataclasses import dataclass, field

from digest.markdown.inline import Inline
from digest.model.item import Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 to 6, or 7 for a bold line or label used as one."""

    level: int
    inline: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose, or one more paragraph of a list item."""

    inline: Inline
    item: "ListItem | None" = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `place` is where its content stands or belongs, None if it has no place."""

    inline: Inline
    place: Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its bytes without the line end, and its cells."""

    whole: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header row and the rows below."""

    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code block."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """A block of raw HTML, comments too."""

    span: Span
    text: str


@dataclass(eq=False, slots=True)
class ListItem:
    """A list item; filled while the file is read, left alone after."""

    start: int  # byte of its bullet or number
    inline: Inline | None = None  # its first line or paragraph; nested lists are not in it
    box: Span | None = None  # the brackets of a task, if the parser knows them as such
    parent: "ListItem | None" = None
    children: "list[ListItem]" = field(default_factory=list)
    extra: int = 0  # further blocks in it, such as paragraphs and tables


Block = Heading | Paragraph | ListItem | Table | Code | Html
