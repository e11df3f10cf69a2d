"""The item that is edited, in its document."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from digest.errors import Refusal
from digest.markdown.lines import line_of
from digest.markdown.splice import Splice
from digest.model.document import Document
from digest.model.item import ActionItem, Form, Span, Spans
from digest.model.vocabulary import Vocabulary
from digest.sentence import Sentence

_ROW_OF_HTML = re.compile(rb"<tr[\s>]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # where HTML stands a backslash is one
LISTS = (Form.TASK, Form.BULLET, Form.PARAGRAPH, Form.INLINE)
TABLES = (Form.TABLE,)
Pick = Callable[[Spans], Span | None]


@dataclass(frozen=True)
class Target:
    """An item in its document, the words known, and the day of the edit."""

    document: Document
    item: ActionItem
    spans: Spans
    vocabulary: Vocabulary
    today: date | None = None

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return self.document.raw

    def said(self, span: Span) -> str:
        """Return some bytes as text."""
        return decoded(span.of(self.raw))

    def put(self, span: Span, new: str) -> Splice:
        """Return the splice that puts markdown in the place of some bytes."""
        if self.item.form is Form.TABLE and _ROW_OF_HTML.match(
            self.raw, self.spans.whole.start
        ):
            new = _ESCAPED.sub(lambda match: f"&#{ord(match[1])};", new)
        return Splice(span.start, span.of(self.raw), encoded(new))

    def others(self, forms: Iterable[Form]) -> list[tuple[ActionItem, Spans]]:
        """Return the other items of these forms, those of the same section first."""
        wanted = tuple(forms)
        rest = [
            (i, i.spans)
            for i in self.document.items
            if i is not self.item and i.spans and i.form in wanted
        ]
        return sorted(rest, key=lambda pair: pair[0].section != self.item.section)

    def lines(self, pick: Pick) -> list[tuple[Spans, Span]]:
        """Return where the other items say a field on a line, or beside the words of a cell."""
        return [
            (spans, place)
            for _, spans in self.others((*LISTS, Form.TABLE))
            if (place := pick(spans)) is not None and not has_cell(spans, place)
        ]

    def column(self, pick: Pick) -> list[str]:
        """Return what the other items say in a field on their lines."""
        return [self.said(place) for _, place in self.lines(pick)]

    def refusal(self, reason: Sentence) -> Refusal:
        """Return a refusal that shows what stands there."""
        line = self.item.line
        return Refusal(
            reason, path=self.document.path, line=line, stands=line_of(self.raw, line)
        )


def has_cell(spans: Spans, place: Span | None) -> bool:
    """Say whether a field of a table's row has a cell of its own."""
    cell = spans.cell
    if cell is None or place is None:
        return False
    return not cell.start <= place.start <= place.end <= cell.end


def decoded(raw: bytes) -> str:
    """Return bytes as text from which `encoded` makes the same bytes, UTF-8 or not."""
    return raw.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a text that may hold pieces of `decoded` ones."""
    return text.encode("utf-8", "surrogateescape")
