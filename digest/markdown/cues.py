"""Where in a file something may be promised: asked of all its bytes before its sentences.

A capital or a handle before words such as "will", "I" after a colon, `TODO`, an arrow and
"will be" tell it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

# Names are not looked for in scripts without spaces: there no such words follow them.
_NAME = rb"[A-Z@\xc3-\xd1][^\s:]{0,40}+[\s*_]{1,3}+"
# One pattern each: the bytes that may begin one are skipped to, those of several are not.
_SPEAKER = re.compile(rb":[\s*_]{1,3}(?:I[\s'\xe2]|[Ww]ill\s|to\s)")
_SHORT = re.compile(rb"'ll\s|\x99ll\s")
_ARROW = re.compile(rb"->|=>|\xe2\x86\x92|\xe2\x87\x92")
_ACCENTED = b"\xc3"  # languages with endings for the future


def places(raw: bytes, vocabulary: Vocabulary) -> list[int]:
    """Return the bytes near which something may be promised, in order."""
    named, loud, bracketed, ending, passive = _patterns(vocabulary)
    asked = [named, loud, bracketed, _SPEAKER, _SHORT, _ARROW]
    asked += [ending] if _ACCENTED in raw else []
    if any(words.encode() in raw for words in vocabulary.passive):
        asked.append(passive)
    return sorted(match.start() for pattern in asked for match in pattern.finditer(raw))


@lru_cache(maxsize=16)
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[bytes], ...]:
    words = (*vocabulary.future, *vocabulary.pledging, *vocabulary.doing)
    loud = _either(w.upper() for w in vocabulary.markers if w.isascii())
    ends = b"|".join(b"(?<=" + re.escape(w.encode()) + b")" for w in vocabulary.tenses)
    return (
        re.compile(_NAME + _either(words) + rb"\s"),
        re.compile(loud + rb"[^:\n]{0,40}:|\((?:TODO|ToDo|ToDO) "),
        re.compile(rb"\[(?i:" + loud + rb")[^\]\n]{0,40}\]"),
        re.compile(_NAME + rb"[a-z\x80-\xff]{2,30}+(?:" + (ends or b"(?!)") + rb")\s"),
        re.compile(_either(vocabulary.passive) + rb"\s"),
    )


def _either(words: Iterable[str]) -> bytes:
    """Return a pattern of words that looks at each byte once: there are many of them."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for byte in word.encode():
            node = node.setdefault(byte, {})
        node[_END] = {}
    return _branches(tree) or b"(?!)"


_Tree = dict[int, "_Tree"]  # the bytes that may follow
_END = -1  # a word ends here


def _branches(tree: _Tree) -> bytes:
    ways = [re.escape(bytes([b])) + _branches(below) for b, below in tree.items() if b != _END]
    if not ways:
        return b""
    either = b"(?:" + b"|".join(ways) + b")"
    return either + b"?" if _END in tree else either
