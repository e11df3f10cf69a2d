"""A line of a received message, and who wrote it."""

import re
from dataclasses import dataclass
from enum import StrEnum

# All that nobody sees, to Python or to a reader: a mark may stand behind any of it.
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u2060\ufeff"
_INITIALS = re.compile(r"[^\W\d_]{1,12}>")


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


def quoted(line: str) -> bool:
    """Return whether a mail program marked a line as quoted."""
    bare = line.lstrip(_BLANK)
    return bare.startswith((">", "|", "»", "&gt;")) or bool(_INITIALS.match(bare))


def unquoted(line: str) -> str:
    """Return a quoted line without its marks."""
    return line.lstrip(_BLANK + ">|»")
