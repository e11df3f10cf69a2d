"""Bullets that say what to do where no heading says so: "Order the lamps", "Ask the port".

In minutes and post-mortems a list most of whose bullets begin so is one of things to do.  One
such bullet among others is as often a topic.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.markdown import coming, titles
from digest.markdown.blocks import ListItem, Paragraph
from digest.markdown.outline import LABEL, Section
from digest.model.vocabulary import Vocabulary

_FEWEST = 2  # such bullets beside each other
_MOST = 0.6  # of all bullets there
_FIRST = re.compile(r"[^\W\d_][\w'\u2019-]*")
_LABEL = re.compile(r"^[^\W\d_][^:\n]{0,40}:\s+(?=\S+\s\S)")
_SIGN = re.compile(rb":|\xef\xbc\x9a")
_NEAR = 100  # bytes in which the label of a plan ends
_PLAN = re.compile(r"\s*([^\W\d_][^:\uff1a\n]{3,60}?)\s*[:\uff1a]\s*(?=[^\W_]\S*\s\S)")
_TITLE = re.compile(r"#\d+\)?\.?$")  # of an issue or a change, as agendas list them
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REMARK = re.compile(r"\s*\([^()]*\)$")  # of who, of how far
_LINK = (b"[", b"<", b"http", b"~~")


def planned(section: Section, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield blocks (by `id`) with a plan behind its label, and the character it begins at.

    "Plan for next week: draw the gate and order the paint"
    """
    for block in section.blocks:
        inline = block.inline if isinstance(block, ListItem | Paragraph) else None
        if inline is None or not _SIGN.search(inline.bytes[:_NEAR]):
            continue
        match = _PLAN.match(inline.masked)
        if match and coming.says(titles.key(match[1]), vocabulary):
            yield id(block), match.end()


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
    told = told or _ends_urging(_REMARK.sub("", plain).rstrip("."), vocabulary)
    return told and len(plain.split()) >= _FEWEST and not _otherwise(plain)


def _ends_urging(plain: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line ends with a verb that says what to do, as German ones do."""
    last = plain.rsplit(" ", 1)[-1]
    return last in vocabulary.urging or last.endswith(_endings(vocabulary))


@lru_cache(maxsize=16)
def _endings(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return those of scripts in which a word goes on without a space."""
    return tuple(word for word in vocabulary.urging if _UNSPACED.search(word))


def _otherwise(plain: str) -> bool:
    return plain.endswith(("?", ":")) or bool(_TITLE.search(plain))
