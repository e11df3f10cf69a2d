"""Progress updates, blockers, completions and timeline updates.

An update begins at a heading that says so and ends at the next heading of its level that is
none of its parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from digest.markdown import titles
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.outline import LABEL, Section
from digest.markdown.parts import Part, collect
from digest.markdown.told import fields_of, own_date
from digest.model.item import Role, Span, Status
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

PARTS = {
    "progress": ("completed", "in_progress", "blockers", "notes", "next"),
    "blocker": (
        "impact",
        "urgency",
        "details",
        "trying_to",
        "getting",
        "tried",
        "need",
        "notes",
    ),
    "completion": ("pr", "summary", "changes", "testing", "review_focus", "notes"),
    "timeline": (
        "original_eta",
        "new_eta",
        "reason",
        "options",
        "recommendation",
        "impact",
        "notes",
    ),
}
_TELLING = {  # one of these must be there, or the heading announces something else
    "progress": ("completed", "in_progress", "blockers"),
    "blocker": ("trying_to", "getting", "tried", "need", "impact"),
    "completion": ("pr", "changes", "testing", "review_focus"),
    "timeline": ("original_eta", "new_eta"),
}
_GROUNDS = {
    "completed": (Role.TASK, Status.DONE),
    "in_progress": (Role.TASK, Status.IN_PROGRESS),
    "blockers": (Role.ASK, Status.BLOCKED),
    "next": (Role.TASK, Status.OPEN),
    "need": (Role.ASK, Status.BLOCKED),
}
_FEWEST = 2  # parts that make a progress update of a section without such a heading


@dataclass(frozen=True)
class Passage:
    """An update and how the sections it covers are read (by `id` of the section)."""

    update: Update
    grounds: dict[int, Ground] = field(default_factory=dict)
    asks: tuple[tuple[Ground, Section, Inline], ...] = ()  # what is asked outside of lists


def read(
    sections: Sequence[Section], *, base: date | None, lines: Lines, vocabulary: Vocabulary
) -> list[Passage]:
    """Return the updates of a document in order."""
    found: list[Passage] = []
    at = 0
    while at < len(sections):
        kind = _kind(sections, at, vocabulary)
        covered = _covered(sections, at, kind, vocabulary) if kind else []
        passage = (
            _passage(covered, kind, base, lines=lines, vocabulary=vocabulary) if kind else None
        )
        if passage:
            found.append(passage)
        at += len(covered) if passage else 1
    return found


def _kind(sections: Sequence[Section], at: int, vocabulary: Vocabulary) -> str | None:
    section = sections[at]
    if section.heading is None or section.level == LABEL:
        return None
    said = titles.kind_of(section.key, vocabulary)
    if said and said[0] in PARTS:
        return said[0]
    below = {
        part
        for s in sections[at + 1 :]
        if s.parent is section
        for part in _parts_named(s.key, "progress", vocabulary)
    }
    return "progress" if len(below & set(_TELLING["progress"])) >= _FEWEST else None


def _parts_named(key: str, kind: str, vocabulary: Vocabulary) -> list[str]:
    return [part for part in vocabulary.parts_of.get(key, ()) if part in PARTS[kind]]


def _covered(
    sections: Sequence[Section], at: int, kind: str, vocabulary: Vocabulary
) -> list[Section]:
    """Return the section of the heading and those that belong to it."""
    first = sections[at]
    covered = [first]
    for section in sections[at + 1 :]:
        deeper = first in section.above()
        said = titles.kind_of(section.key, vocabulary) if section.level != LABEL else None
        another = said is not None and said[0] in PARTS
        part = section.level == first.level and _parts_named(section.key, kind, vocabulary)
        beside = part and section.parent is first.parent
        inside = (
            deeper or beside or any(s is not first and s in covered for s in section.above())
        )
        if another or not inside:
            break
        covered.append(section)
    return covered


def _passage(
    covered: list[Section],
    kind: str,
    base: date | None,
    *,
    lines: Lines,
    vocabulary: Vocabulary,
) -> Passage | None:
    parts = collect(covered, known=PARTS[kind], vocabulary=vocabulary)
    if not any(part.name in _TELLING[kind] for part in parts):
        return None
    first = covered[0]
    assert first.heading is not None  # noqa: S101 - only headings begin an update
    own = own_date(first.title, parts, base, vocabulary)
    last = max([first.heading.end, *(e.span.end for part in parts for e in part.entries)])
    start, end = lines.of(Span(first.heading.start, last))
    update = Update(
        kind=kind,
        line=start,
        end_line=end,
        title=_title(first, kind, vocabulary),
        fields=fields_of(parts, own or base, vocabulary),
        day=own,
    )
    asks = tuple(_asks(parts, first, own or base))
    return Passage(update, _grounds(covered, parts, own or base), asks)


def _title(section: Section, kind: str, vocabulary: Vocabulary) -> str:
    said = titles.kind_of(section.key, vocabulary)
    if said is None or kind == "progress":
        return section.title
    return titles.without(section.title, said[1])


def _asks(
    parts: Sequence[Part], first: Section, base: date | None
) -> Iterator[tuple[Ground, Section, Inline]]:
    """Yield what a blocker or need says in prose, beside its label or under its heading."""
    for part in parts:
        role, status = _GROUNDS.get(part.name, (Role.ACTION, Status.OPEN))
        if role is Role.ASK:
            ground = Ground(asks=part.name == "need", role=role, status=status, base=base)
            for entry in part.entries:
                if entry.prose is not None:
                    yield ground, part.section or first, entry.prose


def _grounds(
    covered: Sequence[Section], parts: Sequence[Part], base: date | None
) -> dict[int, Ground]:
    by_section = {id(section): Ground(base=base) for section in covered}
    for part in parts:
        role = _GROUNDS.get(part.name)
        if role and part.section is not None:
            ground = Ground(
                bullets=True,
                boxes=True,
                nested=False,
                asks=part.name == "need",
                role=role[0],
                status=role[1],
                base=base,
            )
            by_section[id(part.section)] = ground
    return by_section
