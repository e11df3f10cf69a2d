"""The facts above a document: title, date, authors and whatever else its header says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.markdown import labels, titles
from digest.markdown.blocks import ListItem, Paragraph, Table
from digest.markdown.dated import day_in, written
from digest.markdown.fields import due, owner
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.outline import LABEL, Section
from digest.markdown.placeholders import placeholder
from digest.model.vocabulary import Vocabulary

_LIKE_A_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}")
_MOST_FACTS = 40
_LONGEST_LABEL = 40  # characters
_MOST_WORDS = 7  # of a date with its weekday, before the hour
_ONE_EACH = 2  # a name and a value: columns, or rows


@dataclass(frozen=True)
class Header:
    """What stands above the first section."""

    title: str
    date: date | None
    authors: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    strange_date: str = ""  # a date field that names no one day


def read(
    sections: Sequence[Section],
    matter: FrontMatter,
    *,
    path: str,
    fallback: date | None,
    vocabulary: Vocabulary,
) -> Header:
    """Return the title, date, authors and header fields of a document."""
    top = _top(sections)
    facts = _facts(sections, top, matter, vocabulary)
    title = matter.one("title") or (top.title if top else "") or _from_path(path)
    told = _day_in(sections, vocabulary)
    day = _date(facts, title, path, told, vocabulary=vocabulary)
    said = facts.get("date", "")
    strange = said if _LIKE_A_DATE.search(said) and not _day(said, vocabulary) else ""
    return Header(title, day or fallback, _authors(facts, matter), facts, strange)


def _top(sections: Sequence[Section]) -> Section | None:
    """Return the title's section: the first heading of the highest level."""
    headings = [s for s in sections if 0 < s.level < LABEL and s.title]
    first = next((s for s in headings if s.level == 1), None)
    return first or (headings[0] if headings else None)


def _facts(
    sections: Sequence[Section],
    top: Section | None,
    matter: FrontMatter,
    vocabulary: Vocabulary,
) -> dict[str, str]:
    facts = {
        vocabulary.fact_of.get(key, key.replace(" ", "_")): ", ".join(values)
        for key, values in matter.values.items()
        if values
    }
    for section in _above_the_first_section(sections, top):
        if titles.holds_actions(section.key, vocabulary):
            continue  # "Owner:" there is the owner of an item
        for label, text in _labelled(section, vocabulary):
            name = vocabulary.fact_of.get(label) or label.replace(" ", "_")
            if len(facts) < _MOST_FACTS and not placeholder(text, vocabulary):
                facts.setdefault(name, text)
    return facts


def _above_the_first_section(
    sections: Sequence[Section], top: Section | None
) -> Iterator[Section]:
    for section in sections:
        if (
            section.level in (0, LABEL)
            or section is top
            or titles.key(section.title) in _METADATA
        ):
            yield section
        elif top is not None:
            return


_METADATA = frozenset(
    ("metadata", "informations", "information", "details", "メタデータ", "overview")
)


def _labelled(section: Section, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield labels and values of a section: lines, list items, a table of two columns."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield from _lines(block, vocabulary)
        elif isinstance(block, ListItem) and block.inline is not None and not block.parent:
            first = next(labels.lines(block.inline))
            if first.label in vocabulary.fact_of:
                yield first.label, first.text
        elif isinstance(block, Table):
            yield from _tabled(block, vocabulary)


def _tabled(table: Table, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the facts of a table: a row each, or a column each above a single row."""
    rows = (table.header, *table.rows)
    named = [titles.key(cell.inline.plain) for cell in table.header.cells]
    if len(rows) == _ONE_EACH and all(name in vocabulary.fact_of for name in named):
        yield from zip(named, (c.inline.plain for c in rows[1].cells), strict=False)
    elif len(named) == _ONE_EACH:
        for row in rows:
            key = titles.key(row.cells[0].inline.plain)
            if key in vocabulary.fact_of:
                yield key, row.cells[1].inline.plain


def _lines(block: Paragraph, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the labelled lines of a paragraph, each with the lines it is wrapped onto."""
    label, said = "", ""
    for line in labels.lines(block.inline):
        known = line.label in vocabulary.fact_of
        if line.label and (known or line.bold) and len(line.label) <= _LONGEST_LABEL:
            if label and said:
                yield label, said
            label, said = line.label, line.text
        elif label:
            said = f"{said} {block.inline.words(line.whole)}".strip()
    if label and said:
        yield label, said


def _date(
    facts: Mapping[str, str],
    title: str,
    path: str,
    headings: date | None,
    *,
    vocabulary: Vocabulary,
) -> date | None:
    said = facts.get("date", "")
    return (
        _day(said, vocabulary)
        or day_in(title, None, vocabulary)
        or written(title)
        or headings
        or written(path)
    )


def _day(said: str, vocabulary: Vocabulary) -> date | None:
    """Return the first day that a header field names."""
    found = due.read(said, None, vocabulary)
    if found and found.start:
        return found.start
    words = said.split()
    heads = (
        " ".join(words[:n]).rstrip(",;") for n in range(min(len(words), _MOST_WORDS), 0, -1)
    )
    first = next((day for head in heads if (day := day_in(head, None, vocabulary))), None)
    return first or day_in(said, None, vocabulary) or written(said)


def _day_in(sections: Sequence[Section], vocabulary: Vocabulary) -> date | None:
    """Return the latest day that a heading of an update, or one below it, names."""
    return max(
        (
            day
            for section in sections
            if any(map(str.isdigit, section.title)) and _of_update(section, vocabulary)
            if (day := day_in(section.title, None, vocabulary))
        ),
        default=None,
    )


def _of_update(section: Section, vocabulary: Vocabulary) -> bool:
    near = (section, section.parent)
    return any(each and titles.kind_of(each.key, vocabulary) for each in near)


def _authors(facts: Mapping[str, str], matter: FrontMatter) -> tuple[str, ...]:
    listed = matter.many("authors", "author")
    if len(listed) > 1:
        return listed
    return owner.read(facts.get("authors", ""))


def _from_path(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
