"""What was found in a line so far, and what of it is not understood yet."""

from dataclasses import dataclass, field

from digest.markdown.inline import Inline
from digest.model.item import Span

Range = tuple[int, int]  # characters of the run, half-open


@dataclass(eq=False)
class Promise:
    """The fields of a line and where they stand, in characters of its run."""

    inline: Inline
    rest: str  # what is not understood yet
    text: Range = (0, 0)
    found: dict[str, Range] = field(default_factory=dict)
    mark: str | None = None
    known: frozenset[str] = frozenset()  # names, folded
    told: frozenset[str] | None = None  # in a table: the fields that have cells of their own

    def wants(self, name: str) -> bool:
        """Say whether a field may still be found here."""
        return name not in self.found and name not in (self.told or ())

    def take(self, name: str, where: Range, *, cut: Range | None = None) -> None:
        """Note a field; `cut` is what goes from the text with it."""
        if self.told and name in self.told:
            return
        self.found.setdefault(name, where)
        self.blank(cut or where)

    def blank(self, cut: Range) -> None:
        """Take some characters away."""
        self.rest = self.rest[: cut[0]] + " " * (cut[1] - cut[0]) + self.rest[cut[1] :]

    def span(self, name: str) -> Span | None:
        """Return the bytes of a field."""
        where = self.found.get(name)
        return self.inline.span(*where) if where else None

    def said(self, name: str) -> str:
        """Return the text of a field."""
        where = self.found.get(name)
        return self.inline.masked[where[0] : where[1]] if where else ""
