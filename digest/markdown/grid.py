"""The table that is being read: its cells so far, and its rows."""

from dataclasses import dataclass, field

from digest.markdown.blocks import Cell, Row, Table
from digest.markdown.cells import proper, trimmed, vacant, within
from digest.markdown.inline import Inline
from digest.markdown.pieces import Pair
from digest.model.item import Span


@dataclass(eq=False, slots=True)
class Grid:
    """Cells and rows of the table that is open."""

    raw: bytes
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def close_cell(self, start: int, end: int, found: list[Pair]) -> None:
        """Take a cell: its bytes between the pipes, what the parser found in it."""
        a, b = trimmed(self.raw, start, end)
        place: Span | None = Span(a, b) if a < b else vacant(self.raw, start, end)
        self.cells.append(Cell(Inline(self.raw, a, b, None, found), place))

    def close_row(self, start: int, end: int) -> None:
        """Make a row of the cells so far."""
        whole = Span(*trimmed(self.raw, start, end))
        self.rows.append(Row(whole, tuple(within(whole, self.raw, self.cells))))
        self.cells = []

    def table(self) -> Table | None:
        """Return the table of the rows, if others than our parser see one too."""
        header, *rows = self.rows
        return Table(header, tuple(rows)) if proper(self.raw, header.whole.end) else None
