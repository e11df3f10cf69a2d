"""Numbered headings that are items themselves: "### 1. Create the secret", then prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from digest.markdown.blocks import ListItem, Paragraph, Table
from digest.markdown.ground import Grounds
from digest.markdown.outline import LABEL, Section
from digest.model.vocabulary import Vocabulary

_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+([^\W\d_]+)\s")
_FEWEST = 2
_MOST_LISTS = 3  # one section of so many may hold a list
_MOST = 0.8  # of the headings begin with a verb


def items(sections: Sequence[Section], grounds: Grounds, vocabulary: Vocabulary) -> set[int]:
    """Return the sections (by `id`) whose headings are items.

    They stand below an action heading, count from 1, say what to do, and only explain it: most
    in prose alone, some with a list below their prose.
    """
    beside: defaultdict[tuple[int, int], list[Section]] = defaultdict(list)
    for section in sections:
        if 0 < section.level < LABEL:
            beside[id(section.parent), section.level].append(section)
    counted = [g for g in beside.values() if len(g) >= _FEWEST and _counted(g, vocabulary)]
    listing = set(_listing(sections)) if counted else set()
    counted = [group for group in counted if _explain(group, listing)]
    return {id(section) for group in counted for section in group if _below(section, grounds)}


def _explain(group: Sequence[Section], listing: set[int]) -> bool:
    lists = [section for section in group if id(section) in listing]
    led = all(section.blocks and isinstance(section.blocks[0], Paragraph) for section in lists)
    return led and len(lists) * _MOST_LISTS <= len(group)


def _below(section: Section, grounds: Grounds) -> bool:
    ground, root = grounds[id(section)]
    return ground.bullets and not ground.repeats and root is not section


def _listing(sections: Sequence[Section]) -> Iterator[int]:
    """Yield the sections (by `id`) in which, or below which, lists or tables stand."""
    for section in sections:
        if any(isinstance(block, ListItem | Table) for block in section.blocks):
            yield from map(id, section.above())


def _counted(group: Sequence[Section], vocabulary: Vocabulary) -> bool:
    found = [_NUMBERED.match(section.title) for section in group]
    if found[0] is None:
        return False
    numbers = [int(match[1]) for match in found if match]
    told = sum(match is not None and match[2].casefold() in vocabulary.verbs for match in found)
    return (
        len(numbers) == len(group)
        and numbers[0] == 1
        and all(after == before + 1 for before, after in pairwise(numbers))
        and told >= _MOST * len(group)
    )
