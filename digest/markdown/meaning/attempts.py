"""What was tried with its outcome, and what was not tried with the reason."""

import re
from collections.abc import Sequence

from digest.markdown.entries import Entry
from digest.markdown.lines import Lines
from digest.markdown.parts import Part
from digest.model.update import Attempt
from digest.model.vocabulary import Vocabulary

_DASH = re.compile(r"\s+(?:[-\u2013\u2014]+|[\u2192\u21d2]|->|=>)\s+")
_BECAUSE = re.compile(r",?\s+(?:because|since|weil)\s+")
_REMARK = re.compile(r"\s*\((?P<said>[^()]+)\)\s*\.?$")


def read(
    parts: Sequence[Part], name: str, *, lines: Lines, vocabulary: Vocabulary
) -> tuple[Attempt, ...]:
    """Return the attempts of a part: `attempt - outcome`, or the outcome below it."""
    return tuple(
        Attempt(lines.at(entry.span.start), *_parted(entry, vocabulary))
        for part in parts
        if part.name == name
        for entry in part.entries
    )


def _parted(entry: Entry, vocabulary: Vocabulary) -> tuple[str, str]:
    line = entry.below("outcome", vocabulary) or entry.below("reason", vocabulary)
    if line is not None:
        return entry.text, line.text
    for pattern in (_DASH, _BECAUSE):
        text, *rest = pattern.split(entry.text, maxsplit=1)
        if rest:
            return text, rest[0]
    match = _REMARK.search(entry.text)
    return (entry.text[: match.start()], match["said"]) if match else (entry.text, "")
