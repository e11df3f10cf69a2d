"""A markdown file, read: bytes to `Document`.  What is wrong is a Problem, never raised."""

import re
from datetime import date

from digest.markdown import (
    header,
    htmltables,
    items,
    kinds,
    learnings,
    outline,
    series,
    texts,
    todotxt,
    updates,
)
from digest.markdown.lines import Lines
from digest.markdown.outline import Section
from digest.markdown.texts import Text
from digest.model.document import Document, Kind, Passage
from digest.model.item import ActionItem
from digest.model.vocabulary import Vocabulary

_LOOKS_LIKE_A_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}")


def read(
    raw: bytes, *, path: str, vocabulary: Vocabulary, date: date | None = None
) -> Document:
    """Return what a file says.

    `date` is used where the document names none; relative phrases resolve against it.
    """
    text = texts.read(raw, path)
    if len(raw) <= texts.LARGEST and todotxt.is_one(path, raw):
        return _todo_txt(text, date, vocabulary)
    sections = outline.sections(htmltables.opened(text.blocks, raw), vocabulary)
    top = header.read(sections, text.matter, path=path, fallback=date, vocabulary=vocabulary)
    passages = updates.read(sections, base=top.date, lines=text.lines, vocabulary=vocabulary)
    told = tuple(passage.update for passage in passages)
    by_update = {key: g for passage in passages for key, g in passage.grounds.items()}
    found = items.read(
        sections,
        by_update=by_update,
        asks=[ask for passage in passages for ask in passage.asks],
        base=top.date,
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
        tags=text.matter.many("tags"),
        series=series.of(top, text.matter, told, path=path, vocabulary=vocabulary),
        header=_other_facts(top),
        sections=tuple(s.title for s in sections if 0 < s.level < outline.LABEL and s.title),
        passages=_passages(sections, text.lines, kind),
        items=_few(found, text),
        updates=told,
        learnings=lessons,
        problems=tuple(text.problems),
    )


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
