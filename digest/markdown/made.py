"""An action item of one line of text, wherever it stands."""

import re
from dataclasses import dataclass, replace
from datetime import date

from digest.markdown import asks, tickets
from digest.markdown import ground as grounds
from digest.markdown import promise as promising
from digest.markdown.fields import due, owner, priority, status
from digest.markdown.findings import Promise
from digest.markdown.ground import Ground
from digest.markdown.inline import OPAQUE, Inline
from digest.markdown.lines import Lines
from digest.markdown.placeholders import placeholder
from digest.model.item import ActionItem, Due, Form, ReadStatus, Role, Span, Spans, Status
from digest.model.vocabulary import Vocabulary

_ONLY_HANDLES = re.compile(r"[\s,/&]*(?:@[\w./-]+[\s,/&]*)+(?:\([^()]*\))?")


@dataclass(frozen=True)
class Start:
    """Where an item begins: its bytes, its words, what stands before them."""

    whole: int  # byte of the bullet or of the line
    words: int = 0  # character of the inline
    mark: Span | None = None  # the character in the box
    who: tuple[int, int] | None = None  # characters of an owner before the words
    subject: tuple[int, int] | None = None  # characters of an owner in the sentence
    label: tuple[int, int] | None = None  # characters that go from the text with the subject


@dataclass(frozen=True)
class Reader:
    """What reading an item needs to know of its surroundings."""

    ground: Ground
    section: str
    lines: Lines
    vocabulary: Vocabulary
    known: frozenset[str] = frozenset()  # names of people and teams, folded


def made(inline: Inline, start: Start, reader: Reader, form: Form) -> ActionItem | None:
    """Return what a text promises from its start on; None for a placeholder."""
    vocabulary, first, mark = reader.vocabulary, start.words, start.mark
    begun = promising.begun(inline, first, who=start.who, known=reader.known)
    if start.subject:
        begun.take("owner", start.subject, cut=start.label or (0, 0))
    promise = promising.finished(begun, first, vocabulary)
    text_at = inline.span(*promise.text)
    text = inline.words(text_at)
    said = cut(inline, inline.at(first), inline.end)
    full = said.plain
    if (
        placeholder(text, vocabulary)
        or (full != text and placeholder(full, vocabulary))
        or _ONLY_HANDLES.fullmatch(full)
    ):
        return None
    start_line, (_, end_line) = reader.lines.at(start.whole), reader.lines.of(inline.whole)
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
    day = due.read(promise.said("due"), reader.ground.base, vocabulary)
    if _raised(promise, day, first, reader.ground.base):
        day, spans = None, replace(spans, due=None)
    item = ActionItem(
        text=text,
        line=start_line,
        end_line=end_line,
        form=form,
        role=reader.ground.role,
        owners=owner.read(_named(promise)),
        due=day or grounds.due_here(reader.ground, vocabulary),
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


def _raised(promise: Promise, day: Due | None, first: int, base: date | None) -> bool:
    """Say whether a line begins with the day on which it was written down, before `base`."""
    found = promise.found.get("due")
    if not (found and base and day and day.end):
        return False
    return day.end < base and not promise.inline.masked[first : found[0]].strip(" \t-([*")


def _named(promise: Promise) -> str:
    """Return the words for the owner, with the angles of `Name <mail>`."""
    said = promise.said("owner")
    place = promise.span("owner") if "@" in said or OPAQUE in said else None
    if place and OPAQUE in said:
        return promise.inline.words(place)
    raw = place.of(promise.inline.raw) if place else b""
    return raw.decode("utf-8", "replace") if b"<" in raw else said


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


def cut(inline: Inline, start: int, end: int) -> Inline:
    """Return some of the bytes of an inline, with nothing of what stands beside them."""
    within = (piece for piece in inline.near(start, end) if piece[3] > start)
    return Inline(inline.raw, start, end, tuple(within))
