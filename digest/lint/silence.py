"""Comments that silence rules: `<!-- digest: ignore DG101 DG105: a reason -->`.

Without codes every rule is meant.  What a comment covers is told by where it stands:

- above every heading, or first under the title: the whole file;
- first under another heading, or in its line: what stands under that heading;
- in a line, such as a table's row: that line;
- alone above something else: that list item, paragraph or table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.lint.finding import Place
from digest.lint.reading import Reading
from digest.markdown.blocks import Block, Code, Heading, Html, ListItem, Paragraph, Table
from digest.markdown.outline import LABEL, Section
from digest.model.item import ActionItem, Span

# Bounded, for a file may begin such a comment many times and end none.
_COMMENT = re.compile(
    r"<!--\s{0,9}digest:\s{0,9}ignore\b(?P<codes>[^:>]{0,200}?)(?::.{0,500}?)?\s{0,9}-->",
    re.DOTALL,
)
_CODE = re.compile(r"[A-Za-z]+\d+|[A-Za-z]{2,}")
_LAST = 1 << 40


@dataclass(frozen=True)
class Silence:
    """Lines in which some rules say nothing; no codes: none says anything."""

    first: int
    last: int
    codes: tuple[str, ...]
    line: int  # of the comment itself

    def covers(self, code: str, place: Place) -> bool:
        """Say whether a finding is not wanted."""
        chosen = not self.codes or code.startswith(self.codes)
        return chosen and self.first <= max(place.line, 1) <= self.last


def silences(reading: Reading) -> tuple[Silence, ...]:
    """Return what the comments of a file silence."""
    if b"digest:" not in reading.document.raw:
        return ()
    return tuple(_all(reading))


def spoken(reading: Reading, items: Iterable[ActionItem], code: str) -> Iterator[ActionItem]:
    """Yield the items a rule may speak of, for rules that say one thing of several items."""
    quiet = silences(reading)
    for item in items:
        place = reading.line(item.line)
        if not any(silence.covers(code, place) for silence in quiet):
            yield item


def _all(reading: Reading) -> Iterator[Silence]:
    sections = reading.sections
    for index, section in enumerate(sections):
        if section.heading is not None and section.level < LABEL:
            found = _codes(section.heading.source)
            at = section.heading.start
            yield from (_section(reading, index, codes, at) for codes in found)
        for number, block in enumerate(section.blocks):
            if isinstance(block, Html):
                yield from _alone(reading, index, number, block)
            elif not isinstance(block, Code):
                yield from _inside(reading, block)


def _alone(reading: Reading, index: int, number: int, block: Html) -> Iterator[Silence]:
    section = reading.sections[index]
    first = all(isinstance(b, Html) for b in section.blocks[:number])
    for codes in _codes(block.text):
        if first and section.level < LABEL:
            yield _section(reading, index, codes, block.span.start)
        else:
            at = reading.lines.at(block.span.start)
            after = _after(reading, index, number)
            yield Silence(at, after or at, codes, at)


def _after(reading: Reading, index: int, number: int) -> int:
    """Return the last line of what follows a comment, 0 where nothing does."""
    for block in reading.sections[index].blocks[number + 1 :]:
        span = _span(block)
        if span and not isinstance(block, Html):
            return reading.lines.of(span)[1]
    return 0


def _inside(reading: Reading, block: Block) -> Iterator[Silence]:
    span = _span(block)
    if span is None or b"digest:" not in span.of(reading.document.raw):
        return
    source = span.of(reading.document.raw).decode("utf-8", "replace")
    for match in _COMMENT.finditer(source):
        at = reading.lines.at(span.start + len(source[: match.start()].encode()))
        whole = reading.lines.of(span) if not isinstance(block, Table) else (at, at)
        yield Silence(whole[0], whole[1], _named(match), at)


def _span(block: Block) -> Span | None:
    match block:
        case Table():
            last = block.rows[-1] if block.rows else block.header
            return Span(block.header.whole.start, last.whole.end)
        case ListItem():
            return Span(block.start, block.inline.end) if block.inline else None
        case Paragraph() | Heading():
            return block.inline.whole
        case Code() | Html():
            return block.span


def _section(reading: Reading, index: int, codes: tuple[str, ...], at: int) -> Silence:
    """Return the silence of a section and all below it."""
    section = reading.sections[index]
    line = reading.lines.at(at)
    if section.heading is None or _is_title(reading, section):
        return Silence(0, _LAST, codes, line)
    after = (
        s
        for s in reading.sections[index + 1 :]
        if s.level < LABEL and s.level <= section.level and s.heading is not None
    )
    end = next((reading.lines.at(s.heading.start) - 1 for s in after if s.heading), _LAST)
    return Silence(reading.lines.at(section.heading.start), end, codes, line)


def _is_title(reading: Reading, section: Section) -> bool:
    headings = [s for s in reading.sections if s.heading is not None and s.level < LABEL]
    return bool(headings) and section is headings[0] and section.level == 1


def _codes(text: str) -> list[tuple[str, ...]]:
    return [_named(match) for match in _COMMENT.finditer(text)]


def _named(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(code.upper() for code in _CODE.findall(match["codes"]))
