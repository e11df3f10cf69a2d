"""Which documents and items the rules speak of: promises to others, not notes to oneself."""

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.lint import wording
from digest.lint.finding import Place
from digest.lint.reading import Reading
from digest.markdown import labels, titles
from digest.markdown.blocks import Code, Table
from digest.markdown.outline import LABEL
from digest.model.document import Kind
from digest.model.item import ActionItem, Form, Role

PARTS = "section_"  # how lists of section names begin
_FEWEST = 2  # sections that make a post-mortem
_LONGEST_TITLE = 300  # characters that are looked at
_KEPT = 4  # documents of which something is remembered
_TOP = 2_000  # bytes in which a header stands
_EMPTY_FIELD = re.compile(r"^[*_>|\s-]*([^\W\d][^:*\n]{1,40})[*_]*:[*_|\s]*$", re.MULTILINE)
_CODE_TITLE = re.compile(rb"(?:```|~~~)[^`~]*?\n[ \t]*#+ [^\n]*[\[{<]")
_TEMPLATE_NAME = re.compile(r"(?:^|[/_.\- ])templates?(?:[/_.\- ]|$)", re.IGNORECASE)
_TO_WRITE = re.compile(r"\[[^\[\]]+\]")
_GAP = re.compile(r"\{\{.+\}\}|[\[{<](?P<words>[^\[\]{}<>]+)[\]}>](?!\()")


@lru_cache(maxsize=_KEPT)
def is_template(reading: Reading) -> bool:
    """Say whether a document is there to be filled in, or tells how to write others."""
    named = _TEMPLATE_NAME.search(reading.path) is not None
    about = wording.holds(reading.document.title, reading.vocabulary.lint.get("about", ()))
    gapped = _gapped(reading.document.title, reading)
    return named or about is not None or gapped or _unfilled(reading) or _shows(reading)


def _gapped(title: str, reading: Reading) -> bool:
    """Say whether a title is to be filled in: `[Incident title]`, but not `[PLAT-12]`."""
    words = reading.vocabulary.lint.get("gaps", ())
    gaps = _GAP.finditer(title[:_LONGEST_TITLE])
    return any(not gap["words"] or wording.holds(gap["words"], words) for gap in gaps)


def _shows(reading: Reading) -> bool:
    """Say whether a code block shows a document with such a title."""
    if not _CODE_TITLE.search(reading.document.raw):
        return False
    blocks = (b.text for s in reading.sections for b in s.blocks if isinstance(b, Code))
    titles_in_code = (line for text in blocks for line in text.split("\n") if line[:1] == "#")
    return any(_gapped(line, reading) for line in titles_in_code)


def _unfilled(reading: Reading) -> bool:
    """Say whether several header fields of a post-mortem have no value."""
    if reading.document.kind is not Kind.POST_MORTEM:
        return False
    top = reading.document.raw[:_TOP].decode("utf-8", "replace")
    labels = (titles.key(match[1]) for match in _EMPTY_FIELD.finditer(top))
    return sum(label in reading.vocabulary.fact_of for label in labels) >= _FEWEST


def open_actions(reading: Reading) -> Iterator[ActionItem]:
    """Yield the action items that are neither done nor cancelled."""
    for item in open_items(reading):
        if item.role is Role.ACTION:
            yield item


def open_items(reading: Reading) -> Iterator[ActionItem]:
    """Yield whatever is neither done nor cancelled: tasks of updates and asks too.

    Rows of which the cells are misread are left out: what they seem to say is not said.
    """
    misread = {p.line for p in reading.document.problems if p.rule == "table"}
    for item in reading.document.current:
        if not item.status.value.closed and item.line not in misread:
            yield item


def promised(reading: Reading) -> Iterator[ActionItem]:
    """Yield the open action items that a team agreed on: of post-mortems and dated minutes.

    Lists of tasks elsewhere are often one person's own, and need neither owner nor date.
    """
    document = reading.document
    for item in open_actions(reading):
        # What stands below another item is part of it; a line with a colon is a heading.
        if item.parent is not None or item.text.endswith((":", "\uff1a", "?", "\uff1f")):
            continue
        agreed = document.kind is Kind.POST_MORTEM or (
            document.date is not None
            and (item.form is Form.TABLE or _announced(reading, item.section))
        )
        if agreed:
            yield item


def _announced(reading: Reading, section: str) -> bool:
    return titles.holds_actions(titles.key(section), reading.vocabulary)


@lru_cache(maxsize=_KEPT)
def is_post_mortem(reading: Reading) -> bool:
    """Say whether a document is written as a post-mortem: it has two of the usual sections.

    What only stands in a folder of that name, an index or a guide, is none.
    """
    if reading.document.kind is not Kind.POST_MORTEM:
        return False
    lists = [words for name, words in reading.vocabulary.lint.items() if name.startswith(PARTS)]
    titles = section_names(reading)
    known = sum(any(wording.holds(title, words) for title in titles) for words in lists)
    return known >= _FEWEST


@lru_cache(maxsize=_KEPT)
def section_names(reading: Reading) -> tuple[str, ...]:
    """Return what headings and header fields are called, as the vocabulary spells them."""
    fields = (name.replace("_", " ") for name in reading.document.header)
    return (*(section.key for section in reading.sections), *fields)


@lru_cache(maxsize=_KEPT)
def field_names(reading: Reading) -> frozenset[str]:
    """Return what lines such as `Label: value` and rows of two cells are called, anywhere.

    A line whose value is `[to be written]` says nothing yet.
    """
    told = (line for inline in reading.inlines for line in labels.lines(inline))
    said = {line.label for line in told if not _TO_WRITE.fullmatch(line.text)}
    tables = (b for section in reading.sections for b in section.blocks if isinstance(b, Table))
    rows = (row for table in tables for row in (table.header, *table.rows))
    pairs = (row for row in rows if len(row.cells) == 2)  # noqa: PLR2004 - name and value
    return frozenset(said | {titles.key(row.cells[0].inline.plain) for row in pairs})


def title_place(reading: Reading) -> Place:
    """Return where the title stands, else the first line."""
    for section in reading.sections:
        if section.heading is not None and 0 < section.level < LABEL:
            return reading.at(section.heading.whole)
    return reading.line(1)


def action_heading(reading: Reading) -> Place | None:
    """Return where the last heading that announces action items, or improvements, stands."""
    words = reading.vocabulary.lint.get("measures", ())
    for section in reversed(reading.sections):
        known = titles.holds_actions(section.key, reading.vocabulary)
        if section.heading is not None and (known or wording.holds(section.key, words)):
            return reading.at(section.heading.whole)
    return None
