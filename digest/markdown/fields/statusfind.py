"""What a list item says in brackets at its end: `(done)`, `(blocked: waiting (2 weeks))`."""

import re

from digest.markdown.fields.cell import split
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

# What tools want at the end of a line: Obsidian's dates and marks, Dataview, todo.txt, ids.
METADATA = re.compile(
    r"(?<!\s)(?:\s+(?:"
    r"[📅📆🗓\u2795⏳🛫✅❌]\ufe0f?\s*\d{4}-\d\d-\d\d"
    r"|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|🆔\ufe0f?\s*[\w-]{1,40}"
    r"|[\[(][\w -]{1,40}::[^\[\]()]*[\])]"
    r"|(?:due|t|rec|created|completed|scheduled|start):\S+"
    r"|\^[A-Za-z0-9-]+"
    r"|🔁\ufe0f?\s?[\w ]{1,40}?"
    r"|<!--[^<>]*-->"
    r"))+\s*$"
)
_MAYBE = re.compile(r":\S|\^\w|-->|[📅📆🗓\u2795⏳🛫✅❌🔺⏫🔼🔽⏬🔁]")  # what any of them has
LONGEST_TAIL = 500  # characters of a line that are looked at for what tools wrote
_LONGEST = 700  # characters in brackets: a reason of 300 with all of it escaped, and the word
_OPENING, _CLOSING = "([\uff08", ")]\uff09"
_STOPS = " \t\n.;,*_"

Range = tuple[int, int]


def find(text: str, vocabulary: Vocabulary) -> tuple[Range, Range] | None:
    """Return the characters of a status at the end of a line, without and with its brackets.

    It is to be asked before dates, labels and names are looked for: a reason may hold any of
    them.
    """
    found = last(text)
    return found if found and means(text[slice(*found[0])], vocabulary) else None


def last(text: str) -> tuple[Range, Range] | None:
    """Return the characters in the brackets at the end of a line, without and with these.

    Metadata may follow.  Brackets inside must be in pairs.
    """
    first = max(0, len(text) - LONGEST_TAIL)
    tail = METADATA.search(text, first) if _MAYBE.search(text, first) else None
    end = len(text[: tail.start() if tail else None].rstrip(_STOPS))
    start = _opening(text, end)
    if start is None:
        return None
    inner = text[start + 1 : end - 1]
    first = start + 1 + len(inner) - len(inner.lstrip())
    return (first, first + len(inner.strip())), (start, end)


def _opening(text: str, end: int) -> int | None:
    """Return where the bracket opens that closes just before `end`."""
    if end < 1 or text[end - 1] not in _CLOSING:
        return None
    depth = 0
    for at in range(end - 1, max(-1, end - _LONGEST), -1):
        depth += (text[at] in _CLOSING) - (text[at] in _OPENING)
        if depth == 0:
            return at if text[at] in _OPENING else None
    return None


def means(said: str, vocabulary: Vocabulary) -> bool:
    """Say whether words in brackets are a status; "open" and its like only by themselves."""
    cell = split(said, vocabulary)
    return cell is not None and (cell.value is not Status.OPEN or not cell.tail.strip())
