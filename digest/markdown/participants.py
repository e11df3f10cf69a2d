"""Who a document says was there: names that may own what it promises, in any case."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.markdown import labels, titles
from digest.markdown.blocks import Block, ListItem, Paragraph, Table
from digest.markdown.fields import words
from digest.markdown.inline import Inline
from digest.markdown.outline import Section
from digest.model.directory import fold
from digest.model.vocabulary import Vocabulary

_LINES = (ListItem, Paragraph)
_MOST = 300  # names
_LONGEST = 1000  # characters of a heading that tell them
_MOST_WORDS = 4  # of a name
_FEW = 2  # words of one written small
_BETWEEN = re.compile(r"[,;/\u3001\uff0c\u30fb\u00b7&+]|\s(?:and|und|et|y|e)\s|\n")
_ROLE = re.compile(r"\s*(?:[(\uff08\[]|\s[-\u2013\u2014]\s|:|<|(?<=\w)\s+@).*")
_HANDLE = re.compile(r"@([A-Za-z0-9][\w-]*)")
_INITIALS = re.compile(r"\(([A-Z]{2,4})\)")
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,3}")


def of(sections: Sequence[Section], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the names told below headings and labels such as "Attendees", folded."""
    found: set[str] = set()
    for section in sections:
        there = _attends(section.key, vocabulary)
        found.update(_names(section.title.partition(":")[2][:_LONGEST]) if there else ())
        for block in section.blocks:
            if not (there or _labelled(block, vocabulary)):
                continue
            for said in _said(block) if there else _beside_labels(block, vocabulary):
                found.update(_names(said))
                if len(found) >= _MOST:
                    return frozenset(found)
    return frozenset(found)


@lru_cache(maxsize=titles.REMEMBERED)
def _attends(key: str, vocabulary: Vocabulary) -> bool:
    bare = titles.bare(key).split(":")[0]
    words = bare.split()
    return bare in vocabulary.attendance or (
        1 < len(words) <= _MOST_WORDS and words[-1] in vocabulary.attendance
    )


def _said(block: Block) -> Iterator[str]:
    if isinstance(block, ListItem | Paragraph) and block.inline is not None:
        yield from _lines(block.inline)
    elif isinstance(block, Table):
        for row in block.rows:
            yield from (cell.inline.plain for cell in row.cells[:2])


def _lines(inline: Inline) -> Iterator[str]:
    for line in labels.lines(inline):
        yield inline.words(line.whole)


def _labelled(block: Block, vocabulary: Vocabulary) -> bool:
    """Say whether a line may begin with such a label: a cheap question."""
    inline = block.inline if isinstance(block, _LINES) else None
    return inline is not None and inline.has_line(_beginning(vocabulary))


def _beside_labels(block: Block, vocabulary: Vocabulary) -> Iterator[str]:
    if isinstance(block, _LINES) and block.inline is not None:
        for line in labels.lines(block.inline):
            if line.label in vocabulary.attendance:
                yield line.text


def _names(said: str) -> Iterator[str]:
    yield from (fold(handle) for handle in _HANDLE.findall(said))
    yield from (fold(initials) for initials in _INITIALS.findall(said))
    for part in _BETWEEN.split(said):
        name = " ".join(_ROLE.sub("", part).split()).lstrip("@")
        words = name.split()
        # "Chairs: Write to the council" names nobody.
        if _NAME.fullmatch(name) and len(words) <= (_MOST_WORDS if _title(name) else _FEW):
            yield fold(name)
            if _title(name):
                yield from (fold(" ".join(words[:n])) for n in range(1, len(words)))


def _title(name: str) -> bool:
    """Say whether words are a name and no sentence: capitals where there are any."""
    words = name.split()
    return len(words) == 1 or all(
        w[0].isupper() or w.lower() == w.upper() for w in (words[0], words[-1])
    )


@lru_cache(maxsize=16)
def _beginning(vocabulary: Vocabulary) -> re.Pattern[bytes]:
    """Match lines that begin with such a word: few do, and the others need no more work."""
    return re.compile(rb"[\s*_>]{0,8}" + words.any_of_bytes(vocabulary.attendance))
