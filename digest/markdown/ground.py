"""How lists and tables are read, by the section they stand in."""

from dataclasses import dataclass
from datetime import date

from digest.markdown import titles
from digest.markdown.outline import Section
from digest.model.item import Role, Status
from digest.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Ground:
    """What counts as an item here, and what an item says by standing here."""

    bullets: bool = False  # bullets are items, and tables need no owner or date to be read
    boxes: bool = False  # tasks are items
    inline: bool = False  # `AI:` and the like are items
    nested: bool = True  # bullets inside bullets are items too
    asks: bool = False  # every line asks for something, whether it says "need" or not
    role: Role = Role.ACTION
    status: Status = Status.OPEN
    base: date | None = None  # what dates without a year and phrases refer to


PLAIN = Ground(boxes=True, inline=True)
ACTION = Ground(bullets=True, boxes=True, inline=True)
NOTHING = Ground()
STRANGE = Ground(inline=True)


def of(section: Section, vocabulary: Vocabulary) -> tuple[Ground, Section | None]:
    """Return the ground of a section and the action heading that makes it, if any.

    The nearest heading that says anything decides.
    """
    for above in section.above():
        if titles.holds_actions(above.key, vocabulary):
            if titles.repeats(above.key, vocabulary):
                return NOTHING, None
            return ACTION, above
        own = above is section or above.key not in vocabulary.agendas
        if own and titles.is_stranger(above.key, vocabulary):
            return STRANGE, None
    return PLAIN, None
