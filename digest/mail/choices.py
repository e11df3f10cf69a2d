"""What a person decides of an item for themselves: not mine, later, undo."""

import re
from collections.abc import Callable
from datetime import date

from digest.model.command import Later, NotMine, Undo
from digest.model.item import Due

ReadDue = Callable[[str, date], Due | None]

NO_LATER = "say until when, such as #3 later 2 weeks, or #3 later until 2026-12-14"

_NOT_MINE = re.compile(
    r"(?:(?:(?:it|this)(?: is|'s|\u2019s)? |that's |i'm |is )?not"
    r"|(?:(?:it|this) )?isn['\u2019]t)"
    r" (?:mine|my (?:task|item|job)|for me|me)"
    r"(?:,? (?:sorry|thanks|please))?[.! ]*",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"(?:please )?(?:undo|revert|take (?:it|that) back)(?: (?:it|that|this|please))?[.! ]*",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:later|snooze|remind me(?: again)?|not now)\b[:,]?"
    r"(?: (?:(?:until|till|for|in|on|by|bis|f\u00fcr|am|um)(?: the)? )?(?P<when>.{1,60}?))?"
    r"(?:,? please)?[.! ]*",
    re.IGNORECASE,
)


def read(said: str, base: date, read_due: ReadDue) -> Later | NotMine | Undo | str | None:
    """Return what a person decides, a hint where they only begin so, None for others."""
    if _NOT_MINE.fullmatch(said):
        return NotMine()
    if _UNDO.fullmatch(said):
        return Undo()
    later = _LATER.fullmatch(said)
    if later is None:
        return None
    due = read_due(later["when"], base) if later["when"] else None
    ahead = due.start if due else None
    return Later(ahead) if ahead and ahead > base else NO_LATER
