"""What a change by reply says of itself in a commit, and in a request to merge it."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import shorten

from digest.model.ledger import InboxEntry
from digest.model.receipt import Outcome, Result
from digest.ports import Note
from digest.workflow.edit import Replier

_MARKED = re.compile(r"[#@!&~$%](?=[\w\"])|https?://|`|[\x00-\x1f\x7f]")
_TITLE, _VALUE = 60, 80  # characters


def note_of(by: Replier, outcomes: Iterable[Outcome], now: datetime) -> Note:
    """Return the words of one reply: what it changed, and which mail asked for it."""
    made = [one for one in outcomes if one.result is Result.CHANGED]
    items = dict.fromkeys(one.item_id for one in made if one.item_id)
    return Note(
        subject=_subject(made),
        body="\n".join(f"- {_line(one)}" for one in made),
        by=by.person,
        at=now,
        trailers=(*_message(by.entry), *(("Digest-Item", id_) for id_ in items)),
    )


def _message(entry: InboxEntry) -> tuple[tuple[str, str], ...]:
    return (("Message-ID", entry.message_id),) if entry.message_id else ()


def _subject(made: Sequence[Outcome]) -> str:
    if len(made) == 1:
        (one,) = made
        return f"{_plain(one.title, 50)}: {one.field} is now {_plain(one.after, 40) or 'empty'}"
    return f"Update {len({one.item_id for one in made})} action items by reply"


def _line(one: Outcome) -> str:
    before, after = _plain(one.before, _VALUE) or "empty", _plain(one.after, _VALUE) or "empty"
    return f"{_plain(one.title, _TITLE)}: {one.field} was {before}, is {after} ({one.path})"


def _plain(text: str, most: int) -> str:
    """Return words that mean nothing to a forge: none closes an issue, none calls somebody."""
    return shorten(_MARKED.sub("", text), most, placeholder="…")
