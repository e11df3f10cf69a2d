"""Action items in lists, paragraphs and running text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
_GOES_ON = re.compile(r"\s+[a-z(]")
_TOPICS = re.compile(r"[^\W\d_][\w./-]*\.?(?:\s*,\s*[^\W\d_][\w./-]*)*")
_CODE_FIRST = re.compile(rf"[\x02 ]*{OPAQUE}+[\x02 ]*(?:$|[:\uff1a]|[-\u2013\u2014] )")


@dataclass(frozen=True)
class _Start:
    """Where an item begins: its bytes, its words, what stands before them."""

    whole: int  # byte of the bullet or of the line
    words: int = 0  # character of the inline
    mark: Span | None = None  # the character in the box
    who: tuple[int, int] | None = None  # characters of an owner before the words


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
        first = max(first, _after_label(inline, reader.ground.start))
        return _made(inline, _Start(item.start, first, mark), reader, Form.TASK)
    if bullets and not _groups(item, inline) and not _defines(inline):
        marker = markers.pattern(reader.vocabulary.markers).match(inline.masked)
        first = marker.end() if marker else _after_label(inline, reader.ground.start)
        made = _made(inline, _Start(item.start, first), reader, Form.BULLET)
        return made if made and not _remarks(made, reader.vocabulary) else None
    return None


def _after_label(inline: Inline, start: int | None) -> int:
    """Return the character at which a promise begins, after a label such as "Merged:"."""
    if start is None:
        return 0
    return len(inline.raw[inline.start : start].decode("utf-8", "replace"))


def box_of(item: ListItem) -> tuple[bool, str] | None:
    """Return whether a task's box is ticked, and its text; None where there is no box."""
    box = _box(item, item.inline) if item.inline else None
    if box is None or item.inline is None:
        return None
    mark, first = box
    inline = item.inline
    ticked = status.mark(mark.of(inline.raw).decode("utf-8", "replace")) is Status.DONE
    return ticked, inline.words(inline.span(first, len(inline.masked)))


def read_paragraph(inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a paragraph under an action heading promises."""
    return _made(inline, _Start(inline.start), reader, Form.PARAGRAPH)


def read_marked(inline: Inline, reader: Reader, *, start: int) -> Iterator[ActionItem]:
    """Yield the items that `AI:` and the like announce at the beginning of a line."""
    if not _may_be_marked(inline, reader.vocabulary.markers):
        return
    text = inline.masked
    marker = markers.pattern(reader.vocabulary.markers)
    at = 0
    while at < len(text):
        end = _line_end(text, at)
        match = marker.match(text, at, min(end, at + markers.MOST_MARKED))
        if match:
            end = _continued(text, end, marker)
            part = _cut(inline, inline.at(at), inline.at(end))
            # Of CRLF only the first character ends a line of `masked`.
            first = at + len(text[at:end]) - len(text[at:end].lstrip())
            found = _marked(part, match, reader, whole=inline.at(first) if at else start)
            yield from [found] if found else []
        at = end + 1


def _may_be_marked(inline: Inline, words: tuple[str, ...]) -> bool:
    """Say whether a line begins like a marker: few do, and the others need no more work."""
    begins = markers.beginning(words).match
    raw, at, end = inline.raw, inline.start, inline.end
    while at >= 0:
        if begins(raw, at, end):
            return True
        at = raw.find(b"\n", at, end) + 1 or -1
    return False


def _cut(inline: Inline, start: int, end: int) -> Inline:
    """Return some of the bytes of an inline, with nothing of what stands beside them."""
    within = (piece for piece in inline.pieces if piece[3] > start and piece[2] < end)
    return Inline(inline.raw, start, end, tuple(within))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _continued(text: str, end: int, marker: re.Pattern[str]) -> int:
    """Return where an item ends whose first line ends at `end`: wrapped lines go on small."""
    while end < len(text):
        if not _GOES_ON.match(text, end) or marker.match(text, end + 1):
            break
        end = _line_end(text, end + 1)
    return end


def _marked(
    part: Inline, match: re.Match[str], reader: Reader, *, whole: int
) -> ActionItem | None:
    """Return an item after its marker; one word, or a list of such, is a topic and none."""
    name = next((n for n in ("who", "whom") if match[n]), "")
    first, last = match.span(name) if name else (0, 0)
    who = (first - match.start(), last - match.start()) if name else None
    begin = _Start(whole, match.end() - match.start(), who=who)
    item = _made(part, begin, reader, Form.INLINE)
    topic = item and not item.owners and not item.due and _TOPICS.fullmatch(item.text)
    return None if topic else item


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


def _remarks(item: ActionItem, vocabulary: Vocabulary) -> bool:
    """Say whether a bullet only tells something of those around it: "This was ..."."""
    said = item.text.casefold() + " "
    return not item.owners and not item.due and said.startswith(_openings(vocabulary.remarks))


@lru_cache(maxsize=16)
def _openings(remarks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{words} " for words in remarks)


def _groups(item: ListItem, inline: Inline) -> bool:
    """Say whether a bullet only names the group of bullets below it."""
    return bool(item.children) and inline.plain.endswith((":", "\uff1a"))


def _made(inline: Inline, start: _Start, reader: Reader, form: Form) -> ActionItem | None:
    vocabulary, first, mark = reader.vocabulary, start.words, start.mark
    promise = promising.read(inline, first, vocabulary, who=start.who)
    text_at = inline.span(*promise.text)
    text = inline.words(text_at)
    said = _cut(inline, inline.at(first), inline.end)
    full = said.plain
    if (
        placeholder(text, vocabulary)
        or placeholder(full, vocabulary)
        or _ONLY_HANDLES.fullmatch(full)
    ):
        return None
    start_line, _ = reader.lines.of(Span(start.whole, start.whole + 1))
    _, end_line = reader.lines.of(inline.whole)
    spans = Spans(
        whole=Span(start.whole, inline.end),
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
        ticket=tickets.anywhere([said]),
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
        if said and said.value is boxed:
            return ReadStatus(f"[{character}]", boxed, said.detail)
        unfinished = boxed is Status.OPEN and by_place is not Status.DONE
        return ReadStatus(f"[{character}]", by_place if unfinished else boxed)
    if written:
        return status.read(written, reader.vocabulary)
    return ReadStatus("", Status.CANCELLED if inline.struck else by_place)
