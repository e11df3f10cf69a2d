"""What waits for somebody: `need the key from Mei`, `waiting for the vendor`."""

import re

from digest.model.command import SetStatus
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

MAX_DETAIL = 300  # characters of a reason
NO_FROM = "say from whom, such as #3 need the key from Mei, or write #3 blocked: why"

_WAITING = re.compile(
    r"(?:(?:i am|i'm|we are|we're|still) )*(?:waiting (?:for|on)|awaiting) \w", re.IGNORECASE
)
_NEED = re.compile(r"(?:(?:i|we|still) )*needs? ", re.IGNORECASE)


def read(typed: str, english: str, vocabulary: Vocabulary) -> SetStatus | str | None:
    """Return that an item is blocked, in the words typed; a hint, or None for other words."""
    reason = " ".join(typed.split())[:MAX_DETAIL].strip()
    if _WAITING.match(english):
        return SetStatus(Status.BLOCKED, reason)
    if _NEED.match(english) is None:
        return None
    words = "|".join(map(re.escape, (*vocabulary.from_words, "from")))
    from_whom = re.search(rf"\s(?:{words})\s+\w", typed, re.IGNORECASE)
    return SetStatus(Status.BLOCKED, reason) if from_whom else NO_FROM
