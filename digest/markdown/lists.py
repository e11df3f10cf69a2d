"""Action items in lists, paragraphs and running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.markdown import asks, markers, tickets
from digest.markdown import promise as promising
from digest.markdown.blocks import ListItem
from digest.markdown.fields import due, owner, priority, status
from digest.markdown.findings import Promise
from digest.markdown.ground import Ground
from digest.markdown.inline import OPAQUE, Inline
from digest.markdown.lines import Lines
from digest.markdown.tables import placeholder
from digest.model.item import ActionItem, Form, ReadStatus, Role, Span, Spans, Status
from digest.model.vocabulary import Vocabulary

# A box the parser does not know as a task: other marks, a no-break space, escaped brackets.
_BOX = re.compile(r"\x02?\[([ \u00a0/~!<>?*XxvV\u2705\u2714\u2713\u2611-])\x02?\](?=\s|$)")
_ONLY_HANDLES = re.compile(r"[\s,/&]*(?:@[\w./-]+[\s,/&]*)+(?:\([^()]*\))?")
_COLON = re.compile(b":|\xef\xbc\x9a")
_CODE_FIRST = re.compile(rf"[\x02 ]*{OPAQUE}+[\x02 ]*(?:$|[:\uff1a]|[-\u2013\u2014] )")


@dataclass(frozen=True)
class Reader:
    """What reading an item needs to know of its surroundings."""

    ground: Ground
    section: str
    lines: Lines
    vocabulary: Vocabulary


def read_list_item(item: ListItem, reader: Reader, *, bullets: bool) -> ActionItem | None:
    """Return what a list item promises, or None where it is no action item."""
    inline = item.inline
    if inline is None:
        return None
    box = _box(item, inline)
    if box:
        if not reader.ground.boxes:
            return None
        mark, first = box
        return _made(inline, first, reader, whole=item.start, form=Form.TASK, mark=mark)
    if bullets and not _groups(item, inline) and not _defines(inline):
        marker = markers.pattern(reader.vocabulary.markers).match(inline.masked)
        first = marker.end() if marker else 0
        return _made(inline, first, reader, whole=item.start, form=Form.BULLET)
    return None


def read_paragraph(inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a paragraph under an action heading promises."""
    return _made(inline, 0, reader, whole=inline.start, form=Form.PARAGRAPH)


def read_marked(inline: Inline, reader: Reader, *, start: int) -> Iterator[ActionItem]:
    """Yield the items that `AI:` and the like announce at the beginning of a line."""
    if not _COLON.search(inline.bytes):
        return
    text = inline.masked
    at, marker = 0, markers.pattern(reader.vocabulary.markers)
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text) + 1
        match = marker.match(text, at, min(len(text), at + markers.MOST_MARKED + 1))
        if match:
            part = inline.part(inline.start, inline.at(end - 1))
            whole = inline.at(at) if at else start
            found = _made(part, match.end(), reader, whole=whole, form=Form.INLINE)
            if found:
                yield found
        at = end


def _box(item: ListItem, inline: Inline) -> tuple[Span, int] | None:
    """Return the one character between the brackets, and where the text begins."""
    if item.box is not None:
        return Span(item.box.start + 1, item.box.end - 1), 0
    if not inline.bytes.startswith((b"[", b"\\[")):
        return None
    match = _BOX.match(inline.dressed)
    return (inline.span(*match.span(1)), match.end()) if match else None


def _defines(inline: Inline) -> bool:
    """Say whether a bullet explains some code: a piece of it, a dash, what it does."""
    return bool(_CODE_FIRST.match(inline.dressed))


def _groups(item: ListItem, inline: Inline) -> bool:
    """Say whether a bullet only names the group of bullets below it."""
    return bool(item.children) and inline.plain.endswith((":", "\uff1a"))


def _made(
    inline: Inline,
    first: int,
    reader: Reader,
    *,
    whole: int,
    form: Form,
    mark: Span | None = None,
) -> ActionItem | None:
    vocabulary = reader.vocabulary
    promise = promising.read(inline, first, vocabulary)
    text_at = inline.span(*promise.text)
    text = inline.words(text_at)
    full = inline.words(inline.span(first, len(inline.masked)))
    if (
        placeholder(text, vocabulary)
        or placeholder(full, vocabulary)
        or _ONLY_HANDLES.fullmatch(full)
    ):
        return None
    start_line, _ = reader.lines.of(Span(whole, whole + 1))
    _, end_line = reader.lines.of(inline.whole)
    spans = Spans(
        whole=Span(whole, inline.end),
        text=text_at,
        owner=promise.span("owner"),
        due=promise.span("due"),
        status=promise.span("status"),
        priority=promise.span("priority"),
        note=promise.span("note"),
        mark=mark,
    )
    noted = spans.note
    item = ActionItem(
        text=text,
        line=start_line,
        end_line=end_line,
        form=form,
        role=reader.ground.role,
        owners=owner.read(promise.said("owner")),
        due=due.read(promise.said("due"), reader.ground.base, vocabulary),
        status=_status(promise, inline, mark, reader),
        priority=priority.read(promise.said("priority"), vocabulary),
        ticket=tickets.anywhere([inline]),
        section=reader.section,
        note=inline.words(noted) if noted else "",
        mark=promise.mark or tickets.explicit([inline]) or tickets.at_an_end(text),
        parent=None,
        spans=spans,
    )
    if item.role is not Role.ASK:
        return item
    return asks.put_to(item, promise, always=reader.ground.asks, vocabulary=vocabulary)


def _status(promise: Promise, inline: Inline, mark: Span | None, reader: Reader) -> ReadStatus:
    """Return the status: the box, what is written beside it, else what the place says."""
    by_place = reader.ground.status
    place = promise.span("status")  # the markdown itself: a reason may hold links and escapes
    written = place.of(inline.raw).decode("utf-8", "replace") if place else ""
    if mark is not None:
        character = mark.of(inline.raw).decode("utf-8", "replace")
        boxed = status.mark(character)
        said = status.read(written, reader.vocabulary) if written else None
        if boxed is Status.OPEN and said:
            return said
        unfinished = boxed is Status.OPEN and by_place is not Status.DONE
        return ReadStatus(f"[{character}]", by_place if unfinished else boxed)
    if written:
        return status.read(written, reader.vocabulary)
    return ReadStatus("", Status.CANCELLED if inline.struck else by_place)
