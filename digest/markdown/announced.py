"""Where an update begins: at a heading that says so, or over labels that only its form has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.markdown import titles
from digest.markdown.blocks import ListItem, Paragraph
from digest.markdown.dated import day_in
from digest.markdown.outline import LABEL, Section
from digest.model.vocabulary import Vocabulary

PARTS = {
    "progress": ("completed", "in_progress", "blockers", "notes", "next"),
    "blocker": (
        *("impact", "urgency", "details", "trying_to", "getting", "error", "environment"),
        *("tried", "not_tried", "need", "preference", "options", "decision", "notes"),
    ),
    "completion": (
        *("pr", "summary", "changes", "technical_notes", "testing", "gaps"),
        *("review_focus", "less_critical", "questions", "reviewers", "notes"),
    ),
    "timeline": (
        *("scope_change", "original_eta", "new_eta", "optimistic", "realistic", "pessimistic"),
        *("delay", "reason", "options", "recommendation", "decision", "decide_by"),
        *("impact", "notes"),
    ),
}
TELLING = {  # one of these must be there, or the heading announces something else
    "progress": ("completed", "in_progress", "blockers"),
    "blocker": ("trying_to", "getting", "error", "tried", "need", "impact"),
    "completion": ("pr", "changes", "testing", "review_focus", "questions", "gaps"),
    "timeline": (
        *("original_eta", "new_eta", "scope_change", "delay"),
        *("optimistic", "realistic", "pessimistic"),
    ),
}
_READINGS = frozenset(("optimistic", "realistic", "pessimistic"))
_FEWEST = 2  # parts that make an update of a section without such a heading
_BOLD = (b"**", b"__")
_SIGN = re.compile(rb":|\*\*|__|\xef\xbc\x9a")  # what ends a label
_LABEL = re.compile(rb"(?:\*\*|__)?\s*([^:*_\r\n]{2,90}?)\s*(?:" + _SIGN.pattern + rb")")


@dataclass(frozen=True)
class Headings:
    """The sections of a document, each with those directly below it (by `id`)."""

    below: Mapping[int, Sequence[Section]]
    first: Section | None  # the first heading, else what stands without one
    said: str | None  # the kind the document's header names, which counts for `first`
    vocabulary: Vocabulary


def headings(sections: Sequence[Section], said: str | None, vocabulary: Vocabulary) -> Headings:
    """Return the sections of a document for `kind_of`."""
    below: dict[int, list[Section]] = {}
    for section in sections:
        if section.parent is not None:
            below.setdefault(id(section.parent), []).append(section)
    headed = (s for s in sections if s.heading is not None and s.level < LABEL)
    first = next(headed, sections[0] if sections else None)
    return Headings(below, first, said, vocabulary)


def kind_of(section: Section, among: Headings) -> str | None:
    """Return the kind of update that begins at a section, if any does."""
    if section.level == LABEL:
        return None
    kind = titled(section, among)
    if kind is not None:
        return None if kind == "progress" and _holds_dated(section, among) else kind
    return _by_content(section, among)


def titled(section: Section, among: Headings) -> str | None:
    """Return the kind of update that a heading says begins there."""
    found = titles.kind_of(section.key, among.vocabulary) if section.heading else None
    kind = found[0] if found else among.said if section is among.first else None
    return kind if kind in PARTS else None


def _holds_dated(section: Section, among: Headings) -> bool:
    """Say whether a heading stands over several updates, each below a date of its own."""
    return any(
        day_in(each.title, None, among.vocabulary) and _parts_below(each, "progress", among)
        for each in among.below.get(id(section), ())
        if each.level < LABEL
    )


def _by_content(section: Section, among: Headings) -> str | None:
    known = among.vocabulary.parts_of
    said = {label for label in _labels(section, among) if label in known}
    if not said:
        return None
    telling = set(TELLING["progress"])
    fewest = 1 if _dated(section, among) else _FEWEST
    if len(_parts_below(section, "progress", among) & telling) >= fewest:
        return "progress"
    for kind in ("timeline", "blocker", "completion"):
        if _has_form(kind, said, among.vocabulary):
            return kind
    bullets = {p for x in _bulleted(section) for p in named(x, "progress", among.vocabulary)}
    return "progress" if len(bullets & telling) >= fewest else None


def _dated(section: Section, among: Headings) -> bool:
    """Say whether a heading is a date below one that says "progress update"."""
    above = titled(section.parent, among) if section.parent else None
    return above == "progress" and day_in(section.title, None, among.vocabulary) is not None


def named(key: str, kind: str, vocabulary: Vocabulary) -> list[str]:
    """Return the parts of a kind of update that a heading or label names."""
    return [part for part in vocabulary.parts_of.get(key, ()) if part in PARTS[kind]]


def _parts_below(section: Section, kind: str, among: Headings) -> set[str]:
    below = among.below.get(id(section), ())
    return {part for s in below for part in named(s.key, kind, among.vocabulary)}


def _has_form(kind: str, said: set[str], vocabulary: Vocabulary) -> bool:
    """Say whether labels are those of a form.  One of a single word may stand anywhere."""
    every = {part for label in said for part in named(label, kind, vocabulary)}
    plain = {
        part
        for label in said
        if " " in label or not label.isascii()
        for part in named(label, kind, vocabulary)
    }
    match kind:
        case "timeline":
            estimated = {"original_eta", "new_eta"} <= plain or len(every & _READINGS) > 1
            return estimated or bool(plain & {"scope_change", "delay"} and len(every) > 1)
        case "blocker":
            return "trying_to" in plain and bool(every & {"getting", "error", "tried", "need"})
        case _:
            shown = every & {"summary", "changes", "technical_notes"}
            reviewed = plain & {"review_focus", "less_critical", "questions"}
            return bool(shown and (reviewed or {"gaps", "testing"} <= every))


def _labels(section: Section, among: Headings) -> Iterator[str]:
    """Yield the labels that stand in a section and directly below it, and its sub-headings."""
    below = among.below.get(id(section), ())
    yield from (each.key for each in below)
    for each in (section, *(s for s in below if s.level == LABEL)):
        for block in each.blocks:
            if isinstance(block, Paragraph) and block.item is None:
                yield from _bold(block.inline.bytes)
    yield from _bulleted(section)


def _bold(raw: bytes) -> Iterator[str]:
    """Yield the bold labels of a paragraph's lines.  The bytes do: no label holds markup."""
    if raw.startswith(_BOLD):
        yield from (_label(line) for line in raw.splitlines() if line.startswith(_BOLD))


def _bulleted(section: Section) -> Iterator[str]:
    """Yield the labels that the bullets of a section begin with."""
    for block in section.blocks:
        if isinstance(block, ListItem) and block.parent is None and block.inline is not None:
            yield _label(block.inline.bytes)


def _label(raw: bytes) -> str:
    match = _LABEL.match(raw) if _SIGN.search(raw) else None
    return titles.key(match[1].decode("utf-8", "replace")) if match else ""
