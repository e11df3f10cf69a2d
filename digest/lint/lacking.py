"""One finding for what several items lack: three of them say no more than one."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from digest.lint.finding import Remark
from digest.lint.reading import Reading
from digest.lint.wording import lines, quoted
from digest.model.item import ActionItem


def remarks(
    reading: Reading,
    items: Iterable[ActionItem],
    lacks: Callable[[ActionItem], bool],
    *,
    what: str,
    noun: str,
    hint: str,
) -> Iterator[Remark]:
    """Yield a remark for each section in which items lack something, at the first of them.

    Where all items of a document lack it there is one remark.  `what` they lack comes with its
    article ("an owner"); `noun` is what they are.
    """
    promised = [(item, lacks(item)) for item in items]
    whole = all(lacking for _, lacking in promised)
    for _, group in groupby(promised, key=lambda one: whole or _heading(reading, one[0])):
        every = list(group)
        without = [item for item, lacking in every if lacking]
        if without:
            told = _told(len(every), without, what, noun)
            yield Remark(reading.line(without[0].line), told, hint)


def _heading(reading: Reading, item: ActionItem) -> int:
    """Return the line of the heading above an item; two headings may be called the same."""
    above = bisect_right(reading.headings, item.line)
    return reading.headings[above - 1] if above else 0


def _told(every: int, without: Sequence[ActionItem], what: str, noun: str) -> str:
    if len(without) == 1:
        return f"{quoted(without[0].text)} does not have {what}"
    if len(without) == every:
        return f"none of these {every} {noun} has {what}"
    # Of the others it may only be doubtful, so they are not counted.
    return f"{len(without)} {noun} lack {what}: {lines([item.line for item in without])}"
