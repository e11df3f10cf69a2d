"""Lines that name a group right below a list, which the parser counts to the item above them.

CommonMark calls such a line a lazy continuation; whoever wrote it began the next list with it.
"""

import re
from collections.abc import Iterable, Iterator

from digest.markdown.blocks import Block, ListItem, Paragraph
from digest.markdown.cells import trimmed
from digest.markdown.made import cut

_ENDS = (b":", b"\xef\xbc\x9a", b"**", b"__")
_LONGEST = 60  # characters
_MOST_WORDS = 5
_UNFINISHED = (",", ";", "(", "/", "-", "&", ":")  # the line above goes on
# A capital or a letter without case; then a colon at the end, or all of it bold.
_NAME = re.compile(
    r"@?[^\W\d_a-z][^\n]*[:\uff1a]|(?P<bold>\*\*|__)@?[^\W\d_a-z](?:(?!(?P=bold))[^\n])*(?P=bold)"
)


def parted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, with such a line as a paragraph where a list goes on after it."""
    above: ListItem | None = None
    for block in blocks:
        item = block if isinstance(block, ListItem) else None
        if above and item:
            yield from _named(above)
        inline = item.inline if item else None
        above = item if inline and inline.bytes.endswith(_ENDS) else None
        yield block


def _named(item: ListItem) -> Iterator[Paragraph]:
    """Take from an item its last line, if it is such a one."""
    inline = item.inline
    first = inline.raw.rfind(b"\n", inline.start, inline.end) + 1 if inline else 0
    if inline is None or not first or item.children or item.extra:
        return
    above, line = inline.part(inline.start, first).source, cut(inline, first, inline.end)
    short = len(line.source) <= _LONGEST and len(line.source.split()) <= _MOST_WORDS
    if short and _NAME.fullmatch(line.source) and not above.rstrip().endswith(_UNFINISHED):
        item.inline = inline.part(*trimmed(inline.raw, inline.start, first))
        yield Paragraph(line)
