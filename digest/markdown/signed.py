"""Names by habit: what the lines of a document end with in brackets, where people stand there.

Minutes in which "(Kim)", "(JW)" and "- Priya & Lee" end line after line write "(Nastya)" and
"(ACME)" so too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from digest.markdown.blocks import ListItem
from digest.markdown.called import BETWEEN, Names
from digest.markdown.outline import Section
from digest.model.directory import fold

_CAPITAL = rb"[A-Z\xc3-\xd9]"
# The line of a list that may end so: asked of all bytes of a file before its lines.
_LINE = re.compile(
    rb"(?:\(" + _CAPITAL + rb"[^()\n]{1,60}\)|\s-\s[_*]*" + _CAPITAL + rb"[^()\n:;-]{1,60})"
    rb"[.*_ \t]*\r?$",
    re.MULTILINE,
)
_LAST = re.compile(
    r"(?:\(([^\W\d_][^()\n]{1,40})\)"
    r"|\s[-\u2013\u2014]\s([^\W\d_][\w ,&/]{1,40}))[\s.]*$"
)
_NAME = re.compile(r"[A-Z]{2,5}|[^\W\d_a-z][^\W\d_A-Z]{2,15}")
_FEWEST = 3  # lines that end so
_SURE = 2  # of the names on them, those of people who are known


def names(sections: Sequence[Section], sure: Names) -> frozenset[str]:
    """Return the names by habit, folded; `sure` tells who is a person at any rate."""
    lines = [*_ends(sections)]
    if len(lines) < _FEWEST:
        return frozenset()
    parts = [[p for p in BETWEEN.split(said) if p] for said in lines]
    found = {p for line in parts if all(map(_NAME.fullmatch, line)) for p in line}
    people = {name for name in found if sure.people(name)}
    others = {name for name in found - people if fold(name) not in sure.never}
    habit = len(people) >= _SURE and len(people) * 2 >= len(others)
    return frozenset(map(fold, others | people)) if habit else frozenset()


def _ends(sections: Sequence[Section]) -> Iterator[str]:
    """Yield what the list items of a document end with in brackets or after a dash."""
    inlines = [
        block.inline
        for section in sections
        for block in section.blocks
        if block.__class__ is ListItem and block.inline is not None
    ]
    if not inlines:
        return
    if len([*islice(_LINE.finditer(inlines[0].raw), _FEWEST)]) < _FEWEST:
        return
    for inline in inlines:
        match = _LAST.search(inline.plain)
        if match and match.lastindex:
            yield match[match.lastindex].strip()
