"""Names by habit: what the lines of a document end with in brackets, where people stand there.

Minutes in which "(Kim)", "(JW)" and "(Priya & Lee)" end line after line write "(Nastya)" and
"(ACME)" so too.
"""

import re
from collections.abc import Iterator, Sequence

from digest.markdown.blocks import ListItem
from digest.markdown.called import BETWEEN, Names
from digest.markdown.outline import Section
from digest.model.directory import fold

_LAST = re.compile(r"\(([^\W\d_][^()\n]{1,40})\)[\s.]*$")
_NAME = re.compile(r"[A-Z]{2,5}|[^\W\d_a-z][^\W\d_A-Z]{2,15}")
_ENDS = (b")", b").", b")**", b") ")
_FEWEST = 3  # lines that end so, and names on them
_SURE = 2  # of these names, those of people who are known


def names(sections: Sequence[Section], sure: Names) -> frozenset[str]:
    """Return the names by habit, folded; `sure` tells who is a person at any rate."""
    lines = [said for section in sections for said in _ends(section)]
    if len(lines) < _FEWEST:
        return frozenset()
    parts = [[p for p in BETWEEN.split(said) if p] for said in lines]
    found = {p for line in parts if all(map(_NAME.fullmatch, line)) for p in line}
    people = {name for name in found if sure.people(name)}
    others = {name for name in found - people if fold(name) not in sure.never}
    habit = len(people) >= _SURE and len(people) * 2 >= len(others)
    return frozenset(map(fold, others)) if habit else frozenset()


def _ends(section: Section) -> Iterator[str]:
    """Yield what the list items of a section end with in brackets."""
    for block in section.blocks:
        inline = block.inline if isinstance(block, ListItem) else None
        if inline is not None and inline.bytes.endswith(_ENDS):
            match = _LAST.search(inline.plain)
            if match:
                yield match[1].strip()
