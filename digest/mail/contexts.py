"""Which quoted item an answer stands below."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.mail.lines import LineKind, TypedLine, unquoted
from digest.mail.neighbours import goes_on

_ITEM_LINES = 4  # of a quoted item: title, days, origin, address
_ITEM = re.compile(r"[>|\u00bb \t]*+(?<![ \t]{2})#(\d{1,4})(?!\w)")  # not the indented example


def with_contexts(lines: Sequence[TypedLine]) -> Iterable[TypedLine]:
    """Give the first line typed below a quoted item the handle of that item."""
    above: list[TypedLine] = []  # the quoted lines directly above
    touching = False  # nothing stands between them and this line
    for line in lines:
        if line.kind is LineKind.QUOTED:
            above = [*above, line] if touching else [line]
            touching = True
            yield line
        elif line.blank:
            yield line
        else:
            doubtful = bool(above) and goes_on(above[-1])
            handle = _handle(above) if touching and not doubtful else None
            yield replace(line, context_handle=handle if line.kind is LineKind.TYPED else None)
            above, touching = [], False


def _handle(above: Sequence[TypedLine]) -> int | None:
    """Return the item of the last quoted line, or the only item among the last few.

    A handle that comes twice is an item and the example in our own reply box: no context.
    """
    bare = [line.text for line in above if unquoted(line.text).strip()]
    found = [int(match.group(1)) for text in bare if (match := _ITEM.match(text))]
    last = _ITEM.match(bare[-1]) if bare else None
    if last and found.count(int(last.group(1))) == 1:
        return int(last.group(1))
    near = any(_ITEM.match(text) for text in bare[-_ITEM_LINES:])
    return found[0] if near and len(found) == 1 else None
