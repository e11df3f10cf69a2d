"""How lists and tables are read, by the section they stand in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from digest.markdown import boards, headed, participants, spanned, strangers, titles
from digest.markdown.blocks import ListItem
from digest.markdown.dated import day_in
from digest.markdown.fields import due
from digest.markdown.outline import LABEL, Section
from digest.model.item import Due, Role, Status
from digest.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Ground:
    """What counts as an item here, and what an item says by standing here."""

    bullets: bool = False  # bullets are items, and tables need no owner or date to be read
    told: bool = False  # bullets that say who or until when are items
    boxes: bool = False  # tasks are items
    inline: bool = False  # `AI:` and the like are items
    repeats: bool = False  # they are items promised before, told once more
    nested: bool = True  # bullets inside bullets are items too
    asks: bool = False  # every line asks for something, whether it says "need" or not
    role: Role = Role.ACTION
    status: Status = Status.OPEN
    base: date | None = None  # what dates without a year and phrases refer to
    start: int | None = None  # byte where the promise begins, after a label such as "Merged:"
    owners: tuple[str, ...] = ()  # as written: whose a line is that names nobody
    until: str = ""  # the words for the day until which all of it is to be done
    by_heading: bool = False  # only `base` is said; the rest is as the headings have it

    @property
    def named(self) -> bool:
        """True where a word by itself may name the group of the bullets below it.

        A task of a progress update may be a word long; what stands below explains it.
        """
        return self.nested and self.role is Role.ACTION


PLAIN = Ground(boxes=True, inline=True)
ACTION = Ground(bullets=True, boxes=True, inline=True)
NOTHING = Ground()
REPEATED = Ground(bullets=True, boxes=True, repeats=True)
OUTCOME = Ground(told=True, boxes=True, inline=True)
STRANGE = Ground(inline=True)


_ASKED = re.compile(r"[^\W\d_a-z]\w{1,20}: .{1,200}\?\s*$")  # "Kim: What are the next steps?"

Standing = tuple[Ground, Section | None]  # and the action heading that makes it, if any
Grounds = dict[int, Standing]  # by `id` of the section


def of_all(
    sections: Sequence[Section],
    vocabulary: Vocabulary,
    *,
    listed: bool = False,
    named: bool = False,
) -> Grounds:
    """Return the ground of each section and the action heading that makes it, if any.

    The nearest heading that says anything decides.  Above those of a file `listed` as one of
    tasks stand items, and below them too where none says of itself that it holds any.
    """
    found: Grounds = {}
    columns = boards.columns(sections, vocabulary, listed=listed)
    own = any(_promises(s, columns, vocabulary) for s in sections) if listed else True
    spans = spanned.spans(sections, vocabulary) if listed else frozenset()
    own = own or bool(spans)
    mixed = None if listed or named else spanned.mixed(sections, vocabulary)
    lone = {s.key for s in sections}.intersection(vocabulary.lone) - {*vocabulary.headings}
    met = bool(lone) and (listed or named or tells_of_a_meeting(sections, vocabulary))
    for section in sections:
        file = sections[0] if listed and not (own and section.level) else None
        standing = _said(section, sections, vocabulary, tasks=listed or named)
        if id(section) in spans and standing is None:
            standing = (ACTION, sections[0])
        if section.key in lone:
            standing = (ACTION, section) if met else None
        if id(section) in columns:
            standing = _acting(columns[id(section)]), section
        elif standing is None:
            standing = _inherited(section, found, vocabulary.agendas, file=file)
        if section is mixed:
            standing = (PLAIN, None)
        ground, root = standing
        found[id(section)] = _told(ground, section.title, vocabulary, listed=listed), root
    return found


def tells_of_a_meeting(sections: Sequence[Section], vocabulary: Vocabulary) -> bool:
    """Say whether a document names a meeting, its day, or who was there."""
    headings = any(
        titles.of_meeting(s.key, vocabulary) or day_in(s.title, None, vocabulary)
        for s in sections
        if s.heading
    )
    return headings or bool(participants.of(sections, vocabulary))


def _kept_up(section: Section, sections: Sequence[Section], vocabulary: Vocabulary) -> bool:
    """Say whether a plain "Checklist" is in use: some boxes are ticked, others are not yet."""
    if titles.bare(section.key) not in vocabulary.checklists:
        return False
    ticked = {
        bool(block.box.of(block.inline.raw)[1:-1].strip())
        for each in sections
        if each is section or (each.level == LABEL and each.parent is section)
        for block in each.blocks
        if isinstance(block, ListItem) and block.box and block.inline
    }
    return ticked == {True, False}


def _acting(status: Status) -> Ground:
    return ACTION if status is ACTION.status else replace(ACTION, status=status)


def _promises(section: Section, columns: Mapping[int, Status], vocabulary: Vocabulary) -> bool:
    column = columns.get(id(section))
    return titles.holds_actions(section.key, vocabulary) or (
        column is not None and not column.closed
    )


def _by_key(section: Section, vocabulary: Vocabulary) -> Standing | None:
    """Return what a heading says of itself, if anything."""
    ground = _of_key(section.key, vocabulary) if not _ASKED.match(section.title) else None
    return None if ground is None else (ground, section if ground.bullets else None)


def _said(
    section: Section, sections: Sequence[Section], vocabulary: Vocabulary, *, tasks: bool
) -> Standing | None:
    """Return what a heading says of itself in a file that may be a list of `tasks`."""
    standing = _by_key(section, vocabulary)
    if tasks and standing and strangers.testing(section.key, vocabulary):
        # In minutes they are boxes of a test that was planned, in a list of tasks items.
        return None
    if standing and standing[0] is STRANGE and _kept_up(section, sections, vocabulary):
        return PLAIN, None
    return standing


@lru_cache(maxsize=titles.REMEMBERED)
def _of_key(key: str, vocabulary: Vocabulary) -> Ground | None:
    if titles.holds_actions(key, vocabulary):
        status = headed.column(key, vocabulary) or Status.OPEN
        return REPEATED if titles.repeats(key, vocabulary) else _acting(status)
    if key in vocabulary.outcomes:
        return OUTCOME
    if strangers.is_one(key, vocabulary):
        return STRANGE
    return PLAIN if key in vocabulary.explaining else None


def _inherited(
    section: Section, found: Grounds, agendas: Sequence[str], *, file: Section | None
) -> Standing:
    """Return what the section above says, or the name of the `file`."""
    parent = section.parent
    if parent is None or parent.level == 0:
        return (ACTION, file) if file else (PLAIN, None)
    # Minutes may stand below the agenda; the agenda itself only says what was planned.
    return (PLAIN, None) if parent.key in agendas else found[id(parent)]


def _told(ground: Ground, title: str, vocabulary: Vocabulary, *, listed: bool) -> Ground:
    """Return the ground with what the heading says of all that stands below it."""
    if not ground.bullets:
        return ground
    board = vocabulary.boards.get(titles.bare(titles.key(title)), Status.OPEN)
    board_done = board if board is not Status.OPEN else None
    done = Status.DONE if listed and headed.released(title) else board_done
    status = done or headed.status(title, vocabulary) or ground.status
    planned = headed.planned(title, vocabulary) if listed else ""
    until = headed.until(title, vocabulary) or planned or ground.until
    same = until == ground.until and status is ground.status
    return ground if same else replace(ground, until=until, status=status)


def due_here(ground: Ground, vocabulary: Vocabulary) -> Due | None:
    """Return the day until which all that stands here is to be done, if one is said."""
    found = due.read(ground.until, ground.base, vocabulary) if ground.until else None
    return found if found and found.start else None
