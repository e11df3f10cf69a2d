"""Tasks that stand in no list: lines of a paragraph that begin with a box, `[ ] Order it`."""

import re
from collections.abc import Iterator

from digest.markdown.inline import Inline
from digest.markdown.lists import box_at
from digest.markdown.made import Reader, Start, cut, made
from digest.model.item import ActionItem, Form

_BOXES = re.compile(rb"(?:^|\n)[ \t>]*\\?\[")


def read(inline: Inline, reader: Reader) -> Iterator[ActionItem]:
    """Yield the tasks of a paragraph; each goes on up to the next box."""
    if not _BOXES.search(inline.bytes):
        return
    starts = [at for at in lines(inline.dressed) if box_at(inline.dressed, at)]
    ends = [*starts[1:], len(inline.dressed)]
    for first, last in zip(starts, ends, strict=False):
        box = box_at(inline.dressed, first)
        end = first + len(inline.dressed[first:last].rstrip())
        part = cut(inline, inline.at(first), inline.at(end))
        if box is not None:
            (begin, end), words = box
            mark = inline.span(begin, end)
            start = Start(part.start, words - first, mark)
            item = made(part, start, reader, Form.TASK)
            yield from [item] if item else []


def lines(text: str) -> Iterator[int]:
    """Yield where the words of each line begin."""
    at = 0
    while at < len(text):
        yield at + len(text[at:]) - len(text[at:].lstrip("\x02 \t"))
        at = text.find("\n", at) + 1 or len(text)
