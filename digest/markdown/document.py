"""A markdown file, read: bytes to `Document`.  What is wrong is a Problem, never raised."""

import re
from collections.abc import Sequence
from datetime import date

from digest.markdown import (
    announced,
    filed,
    headed,
    header,
    htmltables,
    items,
    kinds,
    lazy,
    learnings,
    outline,
    series,
    texts,
    todotxt,
    updates,
)
from digest.markdown.decided import without_rejected
from digest.markdown.fields import length
from digest.markdown.lines import Lines
from digest.markdown.outline import Section
from digest.markdown.texts import Text
from digest.model.document import Document, Kind, Passage
from digest.model.item import ActionItem, Form
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

_LOOKS_LIKE_A_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}")


def read(
    raw: bytes, *, path: str, vocabulary: Vocabulary, date: date | None = None
) -> Document:
    """Return what a file says.

    `date` is used where the document names none; relative phrases resolve against it.
    """
    return with_sections(raw, path=path, vocabulary=vocabulary, date=date)[0]


def with_sections(
    raw: bytes, *, path: str, vocabulary: Vocabulary, date: date | None = None
) -> tuple[Document, Sequence[Section]]:
    """Return what a file says, and the sections that it was read from."""
    text = texts.read(raw, path)
    if len(raw) <= texts.LARGEST and todotxt.is_one(path, raw):
        return _todo_txt(text, date, vocabulary), ()
    blocks = lazy.parted(htmltables.opened(text.blocks, raw))
    sections = outline.sections(blocks, vocabulary)
    top = header.read(sections, text.matter, path=path, fallback=date, vocabulary=vocabulary)
    owned = bool(series.said(top, text.matter))
    setting = updates.Setting(
        top.title,
        top.date,
        text.lines,
        vocabulary,
        owned=owned,
        tasks=headed.names_tasks(path, vocabulary),
        log=filed.log(path),
    )
    named = kinds.said(top, text.matter, vocabulary)
    passages = updates.read(sections, setting, said=named)
    told = tuple(passage.update for passage in passages)
    by_update = {key: g for passage in passages for key, g in passage.grounds.items()}
    kind = kinds.of(sections, told, named, path=path, vocabulary=vocabulary)
    found, repeated = items.read(
        sections,
        by_update=by_update,
        asks=[ask for passage in passages for ask in passage.asks],
        setting=setting,
        listed=headed.lists_tasks(path, sections, vocabulary),
        post_mortem=kind is Kind.POST_MORTEM,
    )
    if filed.form(path):
        found, repeated = [], []
    found = without_rejected(found, told, vocabulary)
    _impossible_dates(found, text)
    _parted_code(found, text)
    _strange_date(top, text)
    lessons = learnings.read(sections, lines=text.lines, vocabulary=vocabulary)
    document = Document(
        path=path,
        raw=raw,
        kind=kind,
        title=top.title,
        date=top.date,
        authors=top.authors,
        audience=text.matter.names("audience"),
        tags=_tags(top, text),
        series=series.of(top, text.matter, told, path=path, vocabulary=vocabulary),
        header=_other_facts(top, told, vocabulary),
        duration=length.read(top.facts.get("duration", ""), vocabulary),
        sections=tuple(s.title for s in sections if 0 < s.level < outline.LABEL and s.title),
        passages=_passages(sections, text.lines, kind),
        items=_few(found, text),
        repeats=tuple(repeated[: items.MOST_ITEMS]),
        updates=told,
        learnings=lessons,
        problems=tuple(text.problems),
    )
    return document, sections


def _todo_txt(text: Text, date: date | None, vocabulary: Vocabulary) -> Document:
    """Return a list of tasks that has no header, headings or prose."""
    top = header.read((), text.matter, path=text.path, fallback=date, vocabulary=vocabulary)
    found = list(todotxt.read(text.raw, base=top.date, lines=text.lines, vocabulary=vocabulary))
    _impossible_dates(found, text)
    return Document(
        path=text.path,
        raw=text.raw,
        kind=Kind.NOTES,
        title=top.title,
        date=top.date,
        items=_few(found, text),
        problems=tuple(text.problems),
    )


def _few(found: list[ActionItem], text: Text) -> tuple[ActionItem, ...]:
    if len(found) > items.MOST_ITEMS:
        message = f"{len(found)} items: only the first {items.MOST_ITEMS} are kept"
        at = found[items.MOST_ITEMS].line
        texts.report(text, at, rule="limit", message=message, hint="split the document")
    return tuple(found[: items.MOST_ITEMS])


def _impossible_dates(found: list[ActionItem], text: Text) -> None:
    """Report dates that no calendar has, such as 2026-02-30, or that two calendars read."""
    for item in found:
        if item.due and item.due.day is None and _LOOKS_LIKE_A_DATE.search(item.due.raw):
            message = f"due date {item.due.raw!r} is not one day of the calendar"
            texts.report(
                text, item.line, rule="due-date", message=message, hint="write YYYY-MM-DD"
            )


def _parted_code(found: list[ActionItem], text: Text) -> None:
    """Report rows in which a pipe ended a cell inside of code, so that all after it moved."""
    for item in found:
        if item.form is Form.TABLE and item.spans:
            said = item.spans.text.of(text.raw).replace(b"\\`", b"")
            if said.count(b"`") % 2:
                message = "a pipe inside of code ends this cell, and the others are misread"
                texts.report(text, item.line, rule="table", message=message, hint="write \\|")


def _tags(top: header.Header, text: Text) -> tuple[str, ...]:
    said = text.matter.names("tags", "tag") or tuple(top.facts.get("tags", "").split(","))
    return tuple(tag for word in said if (tag := word.strip().lstrip("#")))


def _strange_date(top: header.Header, text: Text) -> None:
    """Report a date above the document that no calendar has, or that two calendars read."""
    if top.strange_date:
        at = text.lines.at(max(0, text.raw.find(top.strange_date.encode())))
        message = f"the document's date {top.strange_date!r} is not one day of the calendar"
        texts.report(text, at, rule="date", message=message, hint="write YYYY-MM-DD")


def _other_facts(
    top: header.Header, told: Sequence[Update], vocabulary: Vocabulary
) -> dict[str, str]:
    """Return the header fields without a place of their own or in an update's form."""
    own = ("title", "date", "authors", "audience", "series", "kind", "tags")
    kinds_told = {update.kind for update in told}
    return {
        name: value
        for name, value in top.facts.items()
        if name not in own
        and not any(
            announced.named(name.replace("_", " "), kind, vocabulary)
            for kind in kinds_told
            if name not in vocabulary.facts
        )
    }


def _passages(sections: list[Section], table: Lines, kind: Kind) -> tuple[Passage, ...]:
    """Return what a post-mortem says under each heading; elsewhere prose is not kept."""
    if kind is not Kind.POST_MORTEM:
        return ()
    return tuple(
        Passage(table.at(s.heading.start), s.title, s.level, outline.prose(s))
        for s in sections
        if s.heading is not None and s.level < outline.LABEL
    )
