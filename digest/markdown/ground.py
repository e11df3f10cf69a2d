"""How lists and tables are read, by the section they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.markdown import boards, titles
from digest.markdown.outline import Section
from digest.model.item import Role, Status
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
    owners: tuple[str, ...] = ()  # as written: whom an ask is put to that names nobody
    by_heading: bool = False  # only `base` is said; the rest is as the headings have it


PLAIN = Ground(boxes=True, inline=True)
ACTION = Ground(bullets=True, boxes=True, inline=True)
NOTHING = Ground()
REPEATED = Ground(bullets=True, boxes=True, repeats=True)
OUTCOME = Ground(told=True, boxes=True, inline=True)
STRANGE = Ground(inline=True)


Grounds = dict[int, tuple[Ground, Section | None]]  # by `id` of the section


def of_all(sections: Sequence[Section], vocabulary: Vocabulary) -> Grounds:
    """Return the ground of each section and the action heading that makes it, if any.

    The nearest heading that says anything decides.
    """
    found: Grounds = {}
    columns = boards.columns(sections, vocabulary)
    for section in sections:
        if id(section) in columns:
            found[id(section)] = replace(ACTION, status=columns[id(section)]), section
        else:
            found[id(section)] = _of(section, found, vocabulary)
    return found


def _of(
    section: Section, found: Grounds, vocabulary: Vocabulary
) -> tuple[Ground, Section | None]:
    if titles.holds_actions(section.key, vocabulary):
        repeated = titles.repeats(section.key, vocabulary)
        return REPEATED if repeated else ACTION, section
    if section.key in vocabulary.outcomes:
        return OUTCOME, None
    if titles.is_stranger(section.key, vocabulary):
        return STRANGE, None
    if section.key in vocabulary.explaining:
        return PLAIN, None
    parent = section.parent
    # Minutes may stand below the agenda; the agenda itself only says what was planned.
    if parent is None or parent.key in vocabulary.agendas:
        return PLAIN, None
    return found[id(parent)]
