"""Action items inside a text: what its sentences promise, what `TODO:` and arrows mark."""

import re
from collections.abc import Iterator

from digest.markdown import asides, pledges
from digest.markdown.heard import Heard
from digest.markdown.inline import Inline
from digest.markdown.made import Reader, Start, cut, made
from digest.markdown.marked import topical
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary

_SPEAKER = re.compile(r"^[^\S\n]*[^\W\d_][^\s:][^:\n]{0,25}:[^\S\n]+\S", re.MULTILINE)
_FEWEST = 2  # speakers of a transcript


def read(inline: Inline, reader: Reader, heard: Heard) -> Iterator[ActionItem]:
    """Yield what sentences and asides of a text promise."""
    if not heard.possible(inline):
        return
    text, words = inline.masked, heard.vocabulary
    ends: list[tuple[int, int]] = []
    for aside in asides.find(text, words):
        part = _part(inline, (aside.start, aside.end), aside.words, reader, who=aside.who)
        if part and _counts(part, aside, words):
            ends.append((aside.start, aside.end))
            yield part
    for pledge in pledges.find(text, heard.names, words) if not _transcript(text) else ():
        if not any(first <= pledge.start < last for first, last in ends):
            part = _part(inline, (pledge.start, pledge.end), pledge.start, reader, said=pledge)
            if part and part.line not in heard.taken:
                yield part


def _transcript(text: str) -> bool:
    """Say whether the lines of a text are what one after the other said, word for word.

    People say a lot there; what they agree on stands in a list, or behind a marker.
    """
    return len(_SPEAKER.findall(text)) >= _FEWEST


def _counts(item: ActionItem, aside: asides.Aside, words: Vocabulary) -> bool:
    """Say whether what follows an arrow is to be done: it says what, and who or until when."""
    first = item.text.split(" ")[0].casefold()
    told = bool(item.owners or item.due)
    return (first in words.verbs and told) if aside.arrow else not topical(item)


def _part(
    inline: Inline,
    where: tuple[int, int],
    words: int,
    reader: Reader,
    *,
    who: pledges.Range | None = None,
    said: pledges.Pledge | None = None,
) -> ActionItem | None:
    """Return the item that some characters are."""
    first = where[0]
    part = cut(inline, inline.at(first), inline.at(where[1]))
    start = Start(
        part.start,
        words - first,
        who=_moved(who, first),
        subject=_moved(said.who if said else None, first),
        label=_moved(said.label if said else None, first),
    )
    return made(part, start, reader, Form.INLINE)


def _moved(where: pledges.Range | None, by: int) -> pledges.Range | None:
    return (where[0] - by, where[1] - by) if where else None
