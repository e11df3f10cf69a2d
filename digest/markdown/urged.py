"""Bullets that say what to do where no heading says so: "Order the lamps", "Ask the port".

In minutes and post-mortems a list most of whose bullets begin so is one of things to do.  One
such bullet among others is as often a topic.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from digest.markdown.blocks import ListItem
from digest.markdown.outline import LABEL, Section
from digest.model.vocabulary import Vocabulary

_FEWEST = 2  # such bullets beside each other
_MOST = 0.6  # of all bullets there
_FIRST = re.compile(r"[^\W\d_][\w'\u2019-]*")
_LABEL = re.compile(r"^[^\W\d_][^:\n]{0,40}:\s+(?=\S+\s\S)")
_TITLE = re.compile(r"#\d+\)?\.?$")  # of an issue or a change, as agendas list them
_LINK = (b"[", b"<", b"http", b"~~")


def bullets(section: Section, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield the list items (by `id`) of a section that say what to do, beside others so."""
    if section.level == LABEL or _tells_otherwise(section, vocabulary):
        return
    beside: defaultdict[int, list[ListItem]] = defaultdict(list)
    for block in section.blocks:
        if isinstance(block, ListItem) and block.inline is not None:
            beside[id(block.parent)].append(block)
    for group in beside.values():
        urging = [block for block in group if _urges(block, vocabulary)]
        if len(urging) >= max(_FEWEST, _MOST * len(group)) and _plain(group):
            yield from map(id, urging)


def _tells_otherwise(section: Section, vocabulary: Vocabulary) -> bool:
    """Say whether a section tells what was learned, or what went well and what did not."""
    lessons = (*vocabulary.lessons, *vocabulary.not_lessons)
    return any(above.key in lessons for above in section.above())


def _plain(group: Sequence[ListItem]) -> bool:
    return all(block.box is None for block in group)


def _urges(block: ListItem, vocabulary: Vocabulary) -> bool:
    inline = block.inline
    if inline is None or inline.bytes.startswith(_LINK):
        return False
    plain = _LABEL.sub("", inline.plain, count=1)
    match = _FIRST.match(plain)
    verb = match[0].casefold() if match else ""
    told = verb in vocabulary.verbs and verb not in vocabulary.topical
    return told and len(plain.split()) >= _FEWEST and not _otherwise(plain)


def _otherwise(plain: str) -> bool:
    return plain.endswith(("?", ":")) or bool(_TITLE.search(plain))
