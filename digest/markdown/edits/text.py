"""A document's bytes as text and back, whatever their encoding."""

from collections.abc import Iterable

from digest.markdown.splice import Splice
from digest.model.document import Document
from digest.model.item import ActionItem, Form, Span

LISTS = (Form.TASK, Form.BULLET, Form.PARAGRAPH, Form.INLINE)


def decoded(raw: bytes) -> str:
    """Return bytes as text from which `encoded` makes the same bytes, UTF-8 or not."""
    return raw.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a text that may hold pieces of `decoded` ones."""
    return text.encode("utf-8", "surrogateescape")


def put(document: Document, span: Span, new: str) -> Splice:
    """Return the splice that puts a text in the place of some bytes."""
    return Splice(span.start, span.of(document.raw), encoded(new))


def said(document: Document, span: Span) -> str:
    """Return some bytes as text."""
    return decoded(span.of(document.raw))


def others(document: Document, item: ActionItem, forms: Iterable[Form]) -> list[ActionItem]:
    """Return the other items of these forms, those of the same section first."""
    wanted = tuple(forms)
    rest = [i for i in document.items if i is not item and i.form in wanted and i.spans]
    return sorted(rest, key=lambda other: other.section != item.section)
