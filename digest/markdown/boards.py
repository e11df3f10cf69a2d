"""Boards: headings side by side, such as "To do", "Doing" and "Done", that say a status."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.markdown import titles
from digest.markdown.outline import LABEL, Section
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

_FEWEST = 2  # columns of a board


def columns(sections: Sequence[Section], vocabulary: Vocabulary) -> Mapping[int, Status]:
    """Return the status that sections (by `id`) of a board give to what stands in them.

    "Done" alone is a heading like any other; beside "To do" or "Tasks" it is a column.
    """
    beside: defaultdict[tuple[int, int], list[Section]] = defaultdict(list)
    for section in sections:
        if 0 < section.level < LABEL:
            beside[id(section.parent), section.level].append(section)
    found: dict[int, Status] = {}
    for group in beside.values():
        told = {id(s): status for s in group if (status := _status(s.key, vocabulary))}
        others = [s for s in group if id(s) not in told]
        tasks = {Status.OPEN for s in others if titles.holds_actions(s.key, vocabulary)}
        meant = {*told.values(), *tasks}
        if len(meant) >= _FEWEST and meant & {Status.OPEN, Status.IN_PROGRESS}:
            found.update(told)
    return found


def _status(key: str, vocabulary: Vocabulary) -> Status | None:
    """Return the status a heading names: "Done", "Done this week", "Completed tasks"."""
    words = titles.bare(key).split()
    for end in range(len(words), 0, -1):
        status = vocabulary.boards.get(" ".join(words[:end]))
        further = words[end] if end < len(words) else ""
        if status and (not further or further in (*vocabulary.periods, *vocabulary.nouns)):
            return status
    return None
