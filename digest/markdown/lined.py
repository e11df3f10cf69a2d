"""Items that are the lines of a paragraph under a heading for things to do, without bullets."""

from collections.abc import Iterator, Sequence

from digest.markdown.blocks import Block, Paragraph
from digest.markdown.boxed import lines
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, cut, made
from digest.model.item import ActionItem, Form

_FEWEST = 2  # lines, and words of each
_LONGEST = 200  # characters of a line
_LONGEST_TERSE = 80  # characters of a paragraph
_STOPS = ".!?:;,\uff1a\u3002\u2026"
_SHORT = 50  # characters: no text is wrapped before
_ENDS = ".!?)]\u2026"  # of a sentence, or of what is said beside one


def read(inline: Inline, reader: Reader) -> Iterator[ActionItem]:
    """Yield an item for each line, where each begins as a sentence does.

    Prose that is wrapped goes on in small letters on one line or another, or its lines are long
    and end in the midst of a sentence.
    """
    if b"\n" not in inline.bytes:
        return
    text = inline.dressed
    starts = [*lines(text)]
    ends = [*starts[1:], len(text)]
    parts = [(at, text[at:end].rstrip()) for at, end in zip(starts, ends, strict=True)]
    wrapped = any(len(said) > _SHORT and said[-1] not in _ENDS for _, said in parts[:-1])
    if len(parts) < _FEWEST or wrapped or not all(_begins(said) for _, said in parts):
        return
    for at, said in parts:
        part = cut(inline, inline.at(at), inline.at(at + len(said)))
        item = made(part, Start(part.start), reader, Form.PARAGRAPH)
        yield from [item] if item else []


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
