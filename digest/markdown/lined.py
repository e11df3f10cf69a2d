"""Items that are the lines of a paragraph under a heading for things to do, without bullets."""

import re
from collections.abc import Iterator, Sequence

from digest.markdown import called
from digest.markdown.blocks import Block, Paragraph
from digest.markdown.boxed import lines
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, cut, made
from digest.model.item import ActionItem, Form

_FEWEST = 2  # lines, and words of each
_LARGEST = 10_000  # bytes of a paragraph
_LONGEST = 200  # characters of a line
_LONGEST_TOLD = 400  # characters of lines without names
_LONGEST_TERSE = 80  # characters of a paragraph
_STOPS = ".!?:;,\uff1a\u3002\u2026"
_SHORT = 50  # characters: no text is wrapped before
_NAMED = re.compile(
    r"[\x02*_]*([^\s:\uff1a][^:\uff1a\n]{0,40}?)\s?[\x02*_]*[:\uff1a]\s*[\x02*_]*\S+\s\S"
)
_ENDS = ".!?)]\u2026"  # of a sentence, or of what is said beside one


def read(inline: Inline, reader: Reader) -> Iterator[ActionItem]:
    """Yield an item for each line, where each begins as a sentence does.

    Prose that is wrapped goes on in small letters on one line or another, or its lines are long
    and end in the midst of a sentence.
    """
    if b"\n" not in inline.bytes or inline.end - inline.start > _LARGEST:
        return
    text = inline.dressed
    starts = [*lines(text)]
    ends = [*starts[1:], len(text)]
    parts = [(at, text[at:end].rstrip()) for at, end in zip(starts, ends, strict=True)]
    if len(parts) < _FEWEST or not (_named(parts, reader) or _told(parts)):
        return
    for at, said in parts:
        part = cut(inline, inline.at(at), inline.at(at + len(said)))
        item = made(part, Start(part.start), reader, Form.PARAGRAPH)
        yield from [item] if item else []


def _told(parts: Sequence[tuple[int, str]]) -> bool:
    """Say whether each line is a sentence of a short list, and not of prose."""
    long = sum(len(said) for _, said in parts) > _LONGEST_TOLD
    wrapped = long or any(
        len(said) > _SHORT and said[-1] not in _ENDS for _, said in parts[:-1]
    )
    return not wrapped and all(_begins(said) for _, said in parts)


def _named(parts: Sequence[tuple[int, str]], reader: Reader) -> bool:
    """Say whether each line begins with a name and a colon, most of them known ones."""
    found = [_NAMED.match(said) for _, said in parts]
    names = called.names(reader.known, reader.vocabulary)
    who = [match[1].strip() for match in found if match]
    sure = sum(names.people(said) or names.all_of_us(said) for said in who)
    return len(who) == len(parts) and 2 * sure >= len(who)


def each_is_one(blocks: Sequence[Block]) -> bool:
    """Say whether paragraphs are the items of a list without bullets: short lines, no prose."""
    texts = [block.inline for block in blocks if isinstance(block, Paragraph)]
    return len(texts) >= _FEWEST and all(map(_terse, texts))


def _terse(inline: Inline) -> bool:
    plain = inline.plain
    short = len(plain) <= _LONGEST_TERSE and len(plain.split()) >= _FEWEST
    begins = plain[:1].isupper() or plain[:1] == "@"
    return short and begins and inline.one_line and plain[-1] not in _STOPS


def _begins(line: str) -> bool:
    plain = line.lstrip("\x02*_ ")
    told = len(plain) <= _LONGEST and len(plain.split()) >= _FEWEST
    return told and plain[0].isupper() and not plain.endswith(":")
