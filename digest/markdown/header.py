"""The facts above a document: title, date, authors and whatever else its header says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.markdown import labels, titles
from digest.markdown.blocks import ListItem, Paragraph, Table
from digest.markdown.fields import due, owner
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.outline import LABEL, Section
from digest.markdown.tables import placeholder
from digest.markdown.told import date_in
from digest.model.vocabulary import Vocabulary

_FILE_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_MOST_FACTS = 40
_LONGEST_LABEL = 40  # characters


@dataclass(frozen=True)
class Header:
    """What stands above the first section."""

    title: str
    date: date | None
    authors: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


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
    day = _date(facts, title, path, vocabulary) or _day_in(sections, vocabulary) or fallback
    return Header(title, day, _authors(facts, matter), facts)


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
        elif isinstance(block, ListItem) and block.inline is not None:
            first = next(labels.lines(block.inline))
            if first.label in vocabulary.fact_of:
                yield first.label, first.text
        elif isinstance(block, Table) and len(block.header.cells) == 2:  # noqa: PLR2004
            for row in (block.header, *block.rows):
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
    facts: Mapping[str, str], title: str, path: str, vocabulary: Vocabulary
) -> date | None:
    if "date" in facts:
        said = due.read(facts["date"], None, vocabulary)
        if said and said.start:
            return said.start
        if found := date_in(facts["date"], None, vocabulary) or _written(facts["date"]):
            return found
    return date_in(title, None, vocabulary) or _written(title) or _written(path)


def _written(text: str) -> date | None:
    """Return the last full date in a title, a file's name or its folders."""
    for year, month, day in reversed(_FILE_DATE.findall(text)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _day_in(sections: Sequence[Section], vocabulary: Vocabulary) -> date | None:
    """Return the day that the first dated heading of an update names."""
    for section in sections:
        if titles.kind_of(section.key, vocabulary) and (
            day := date_in(section.title, None, vocabulary)
        ):
            return day
    return None


def _authors(facts: Mapping[str, str], matter: FrontMatter) -> tuple[str, ...]:
    listed = matter.many("authors", "author")
    if len(listed) > 1:
        return listed
    return owner.read(facts.get("authors", ""))


def _from_path(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
