"""Boards: headings side by side, such as "To do", "Doing" and "Done", that say a status."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.outline import LABEL, Section
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

_FEWEST = 2  # columns of a board


def columns(
    sections: Sequence[Section], vocabulary: Vocabulary, *, listed: bool = False
) -> Mapping[int, Status]:
    """Return the status that sections (by `id`) of a board give to what stands in them.

    "Done" alone is a heading like any other; beside "To do" or "Tasks", or in a file that is
    `listed` as one of tasks, it is a column.
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
        meant = {*told.values(), *tasks, *([Status.OPEN] if listed else ())}
        if len(meant) >= _FEWEST and meant & {Status.OPEN, Status.IN_PROGRESS}:
            found.update(told)
    return found


@lru_cache(maxsize=titles.REMEMBERED)
def _status(key: str, vocabulary: Vocabulary) -> Status | None:
    """Return the status a heading names: "Done", "Done this week", "Completed tasks"."""
    if key.startswith(vocabulary.previous):
        return None  # "Review action items"
    words = titles.bare(key).split()
    before = next((i for i, w in enumerate(words) if w not in vocabulary.qualifiers), 0)
    for start in dict.fromkeys((0, before)):
        for end in range(len(words), start, -1):
            phrase = " ".join(words[start:end])
            status = vocabulary.boards.get(phrase)
            if start and phrase not in vocabulary.statuses:
                continue  # "Technical review" is none
            further = words[end] if end < len(words) else ""
            if status and (not further or further in (*vocabulary.periods, *vocabulary.nouns)):
                return status
    return None
