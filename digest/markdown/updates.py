"""Progress updates, blockers, completions and timeline updates.

An update begins at a heading that says so, or over labels of its form, and ends at the next
heading of its level that is none of its parts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from digest.markdown import announced, meaning, series, titles
from digest.markdown.announced import PARTS, TELLING, Headings
from digest.markdown.entries import Entry
from digest.markdown.fields import owner
from digest.markdown.ground import Ground
from digest.markdown.inline import Inline
from digest.markdown.lines import Lines
from digest.markdown.outline import LABEL, Section
from digest.markdown.parts import Part, collect
from digest.markdown.told import fields_of, own_date
from digest.model.directory import fold
from digest.model.item import Role, Span, Status
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

_GROUNDS = {
    "completed": (Role.TASK, Status.DONE),
    "in_progress": (Role.TASK, Status.IN_PROGRESS),
    "blockers": (Role.ASK, Status.BLOCKED),
    "next": (Role.TASK, Status.OPEN),
    "need": (Role.ASK, Status.BLOCKED),
    "questions": (Role.ASK, Status.OPEN),
}
_ALL_ASKS = ("need", "questions")  # every line asks, whether it says "need" or not
# Boxes in these parts are no action items; elsewhere, as in notes, they are.
_CLOSED = frozenset(part for parts in PARTS.values() for part in parts) - {"notes"}


@dataclass(frozen=True)
class Passage:
    """An update and how the sections and list items in it are read (by `id`)."""

    update: Update
    grounds: dict[int, Ground] = field(default_factory=dict)
    asks: tuple[tuple[Ground, Section, Inline], ...] = ()  # what is asked outside of lists


@dataclass(frozen=True)
class Setting:
    """What reading an update needs to know of its document."""

    title: str  # of the document
    base: date | None  # what dates without a year refer to
    lines: Lines
    vocabulary: Vocabulary
    owned: bool = False  # its header says whose updates these are
    tasks: bool = False  # its name may be that of a list of tasks
    log: bool = False  # its name is that of a log of releases


def read(
    sections: Sequence[Section], setting: Setting, *, said: str | None = None
) -> list[Passage]:
    """Return the updates of a document in order; `said` is the kind its header names."""
    among = announced.headings(sections, said, setting.vocabulary)
    found: list[Passage] = []
    at = 0
    while at < len(sections):
        kind = announced.kind_of(sections[at], among)
        covered = _covered(sections, at, kind, among) if kind else []
        passage = _passage(covered, kind, setting) if kind else None
        if passage:
            found.append(passage)
        at += len(covered) if passage else 1
    return found


def _covered(sections: Sequence[Section], at: int, kind: str, among: Headings) -> list[Section]:
    """Return the section of the heading and those that belong to it."""
    first = sections[at]
    covered, inside = [first], {id(first)}
    for section in sections[at + 1 :]:
        part = bool(announced.named(section.key, kind, among.vocabulary))
        another = not part and section.level < LABEL and announced.titled(section, among)
        beside = part and section.level == first.level and section.parent is first.parent
        if another or not (beside or id(section.parent) in inside):
            break
        covered.append(section)
        inside.add(id(section))
    return covered


def _passage(covered: list[Section], kind: str, setting: Setting) -> Passage | None:
    vocabulary = setting.vocabulary
    parts = collect(covered, known=PARTS[kind], vocabulary=vocabulary)
    if not any(part.name in TELLING[kind] for part in parts):
        return None
    first = covered[0]
    own = own_date(first.title, parts, setting.base, vocabulary)
    base = own or setting.base
    start, end = setting.lines.of(_extent(covered, parts))
    meant = meaning.of(parts, base, lines=setting.lines, vocabulary=vocabulary)
    update = Update(
        kind=kind,
        line=start,
        end_line=end,
        title=_title(first, kind, setting),
        fields=fields_of(parts, base, vocabulary),
        day=own,
        series=_series(first, parts, setting) if kind == "progress" else None,
        **meant,
    )
    return Passage(update, _grounds(covered, parts, base), tuple(_asks(parts, first, base)))


def _series(first: Section, parts: Sequence[Part], setting: Setting) -> str | None:
    """Return whose update it is, where a field says, or a heading and no header does."""
    said = [e.text for part in parts if part.name == "series" for e in part.entries]
    if said:
        return fold(said[0])
    return None if setting.owned else series.of_title(first.title, setting.vocabulary) or None


def _extent(covered: Sequence[Section], parts: Sequence[Part]) -> Span:
    """Return the bytes from the heading to the last line of a part."""
    spans = [s.heading.whole for s in covered if s.heading is not None]
    spans += [span for part in parts for e in part.entries for span in _spans(e)]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _spans(entry: Entry) -> Iterator[Span]:
    yield entry.span
    for child in entry.children:
        yield from _spans(child)


def _title(section: Section, kind: str, setting: Setting) -> str:
    if section.heading is None:
        return setting.title
    said = titles.kind_of(section.key, setting.vocabulary)
    if said is None or kind == "progress":
        return section.title
    return titles.without(section.title, said[1])


def _asks(
    parts: Sequence[Part], first: Section, base: date | None
) -> Iterator[tuple[Ground, Section, Inline]]:
    """Yield what a blocker or need says in prose, beside its label or under its heading."""
    for part in parts:
        ground = _ground(part.name, base)
        if ground.role is Role.ASK:
            for entry in part.entries:
                if entry.prose and entry.inline is not None:
                    yield ground, part.section or first, entry.inline


def _ground(name: str, base: date | None) -> Ground:
    """Return how the lines of a part are read."""
    if name not in _GROUNDS:
        return Ground(base=base, by_heading=name not in _CLOSED)
    role, status = _GROUNDS[name]
    return Ground(
        bullets=True,
        boxes=True,
        nested=False,
        asks=name in _ALL_ASKS,
        role=role,
        status=status,
        base=base,
    )


def _grounds(
    covered: Sequence[Section], parts: Sequence[Part], base: date | None
) -> dict[int, Ground]:
    found = {id(section): Ground(base=base) for section in covered}
    named = (e.text for part in parts if part.name == "reviewers" for e in part.entries)
    reviewers = tuple(name for said in named for name in owner.read(said))
    for part in parts:
        ground = _ground(part.name, base)
        if part.name == "questions":
            ground = replace(ground, owners=reviewers)
        if part.section is not None:
            found[id(part.section)] = ground
        for entry in part.entries:
            if entry.block is not None and part.name in _CLOSED:
                start = entry.span.start if entry.verb else None
                found[id(entry.block)] = replace(ground, nested=True, start=start)
    return found
