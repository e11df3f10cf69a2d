"""A markdown file, read: bytes to `Document`.  What is wrong is a Problem, never raised."""

import re
from dataclasses import dataclass, field
from datetime import date

from digest.errors import Problem
from digest.markdown import (
    frontmatter,
    header,
    items,
    kinds,
    learnings,
    lines,
    outline,
    scan,
    series,
    updates,
)
from digest.markdown.blocks import Block
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.ground import Ground
from digest.markdown.lines import Lines
from digest.markdown.outline import Section
from digest.markdown.walk import Overflow
from digest.model.document import Document, Kind, Passage
from digest.model.item import ActionItem
from digest.model.vocabulary import Vocabulary

LARGEST = 1_000_000  # bytes
_BOM = b"\xef\xbb\xbf"
_TELLING = re.compile(rb"[#\[|:*_+=\xef\xe2\xf0-]|\d[.)]")
_STRANGE = re.compile("[\udc80-\udcff]")
_MOST_STRANGE = 0.05  # of all bytes; beyond it, it is no text, or one in UTF-16
_LOOKS_LIKE_A_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True)
class _Text:
    """A file's bytes with what was found in them so far."""

    raw: bytes
    path: str
    lines: Lines
    matter: FrontMatter
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.path, line, message, hint, rule))


def read(
    raw: bytes, *, path: str, vocabulary: Vocabulary, date: date | None = None
) -> Document:
    """Return what a file says.

    `date` is used where the document names none; relative phrases resolve against it.
    """
    text = _text(raw, path)
    sections = outline.sections(text.blocks, vocabulary)
    top = header.read(sections, text.matter, path=path, fallback=date, vocabulary=vocabulary)
    passages = updates.read(sections, base=top.date, lines=text.lines, vocabulary=vocabulary)
    told = tuple(passage.update for passage in passages)
    by_update = {key: g for passage in passages for key, g in passage.grounds.items()}
    found = items.read(
        sections,
        by_update=by_update,
        base_ground=Ground(base=top.date),
        lines=text.lines,
        vocabulary=vocabulary,
    )
    _impossible_dates(found, text)
    lessons = learnings.read(sections, lines=text.lines, vocabulary=vocabulary)
    kind = kinds.of(sections, told, text.matter, path=path, vocabulary=vocabulary)
    return Document(
        path=path,
        raw=raw,
        kind=kind,
        title=top.title,
        date=top.date,
        authors=top.authors,
        audience=text.matter.many("audience"),
        series=series.of(top, text.matter, told, path=path, vocabulary=vocabulary),
        header=_other_facts(top),
        sections=tuple(s.title for s in sections if 0 < s.level < outline.LABEL and s.title),
        passages=_passages(sections, text.lines, kind),
        items=_few(found, text),
        updates=told,
        learnings=lessons,
        problems=tuple(text.problems),
    )


def _text(raw: bytes, path: str) -> _Text:
    """Return the blocks of a file, or none and the problem that prevents it."""
    if len(raw) > LARGEST:
        text = _Text(raw, path, lines.table(b""), FrontMatter())
        text.report(0, "too-large", f"{len(raw)} bytes: at most {LARGEST} are read", "split it")
        return text
    start = len(_BOM) if raw.startswith(_BOM) else 0
    matter = frontmatter.read(raw, start)
    text = _Text(raw, path, lines.table(raw), matter)
    if matter.problem:
        text.report(1, "front-matter", matter.problem, "everything below it was read")
    readable = _readable(text)
    if readable is not None and _TELLING.search(readable, matter.end):
        try:
            scan.scan(readable, matter.end, text.blocks)
        except Overflow as limit:
            at = text.lines.at(limit.offset)
            text.report(
                at, "limit", f"{limit}: the rest was not read", "split the document here"
            )
    return text


def _readable(text: _Text) -> bytes | None:
    """Return the bytes as UTF-8 of the same length, or None where that would be guessing.

    A few bytes of another encoding are common in old files: each reads as a question mark,
    and everything else keeps its place.
    """
    raw = text.raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        found = raw[error.start : error.start + 1]
        message = f"not UTF-8: found byte {found!r}"
        text.report(text.lines.at(error.start), "encoding", message, "save it as UTF-8")
        marked = raw.decode("utf-8", "surrogateescape")
        mended = _STRANGE.sub("?", marked).encode("utf-8")
        few = mended.count(b"?") - raw.count(b"?") <= len(raw) * _MOST_STRANGE
        return mended if few and b"\0" not in raw else None
    return raw


def _few(found: list[ActionItem], text: _Text) -> tuple[ActionItem, ...]:
    if len(found) > items.MOST_ITEMS:
        message = f"{len(found)} items: only the first {items.MOST_ITEMS} are kept"
        text.report(found[items.MOST_ITEMS].line, "limit", message, "split the document")
    return tuple(found[: items.MOST_ITEMS])


def _impossible_dates(found: list[ActionItem], text: _Text) -> None:
    """Report dates that no calendar has, such as 2026-02-30, or that two calendars read."""
    for item in found:
        if item.due and item.due.day is None and _LOOKS_LIKE_A_DATE.search(item.due.raw):
            message = f"due date {item.due.raw!r} is not one day of the calendar"
            text.report(item.line, "due-date", message, "write YYYY-MM-DD")


def _other_facts(top: header.Header) -> dict[str, str]:
    """Return the header fields that have no place of their own in a document."""
    own = ("title", "date", "authors", "audience", "series", "kind", "tags")
    return {name: value for name, value in top.facts.items() if name not in own}


def _passages(sections: list[Section], table: Lines, kind: Kind) -> tuple[Passage, ...]:
    """Return what a post-mortem says under each heading; elsewhere prose is not kept."""
    if kind is not Kind.POST_MORTEM:
        return ()
    return tuple(
        Passage(table.at(s.heading.start), s.title, s.level, outline.prose(s))
        for s in sections
        if s.heading is not None and s.level < outline.LABEL
    )
