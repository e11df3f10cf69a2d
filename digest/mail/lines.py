"""A line of a received message, and who wrote it."""

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """Only TYPED lines command; CLOSING belongs to the answer all the same."""

    TYPED = "typed"
    CLOSING = "closing"  # the name below "Regards"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    UNSURE = "unsure"  # may be a piece of the quoted mail


@dataclass(frozen=True)
class TypedLine:
    """A line without its line end.

    `context_handle` is the item whose quoted line stands directly above a typed one.
    """

    text: str
    kind: LineKind = LineKind.TYPED
    context_handle: int | None = None

    @property
    def blank(self) -> bool:
        """True when nothing is to be seen."""
        return not self.text.strip()
