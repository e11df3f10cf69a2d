"""What waits for an item: whatever says so, and names it by its ticket or its whole title."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from digest.model.change import TrackedItem
from digest.model.directory import fold
from digest.model.item import ActionItem, Status

_CUES = (
    *("blocked by", "blocked on", "waiting for", "waiting on", "waits for", "waits on"),
    *("awaiting", "awaits", "depends on", "depending on", "dependent on"),
    *("need", "needs", "require", "requires"),
    *("blockiert durch", "blockiert von", "wartet auf", "warten auf", "hängt ab von"),
    *("braucht", "brauchen", "benötigt", "benötigen"),
)
_WANTS = re.compile(rf"\b(?:{'|'.join(_CUES)})\b(?P<what>.*)")
_SHORTEST = 8  # characters of a title that is told apart from other words
_FEWEST = 2  # words of one


@dataclass(frozen=True)
class _Known:
    """An open item, what it says that it waits for, and the ticket that is its own."""

    tracked: TrackedItem
    wants: str
    ticket: str  # folded; empty where it has none, or only names one that it waits for

    @property
    def title(self) -> str:
        return fold(self.tracked.item.text).strip(" .:;,!?\"'“”")


def dependents(
    wanted: Iterable[TrackedItem], items: Iterable[TrackedItem]
) -> Mapping[str, tuple[TrackedItem, ...]]:
    """Return the open items that wait for each of some, by id.

    "Blocked by PLAT-7", "needs the gate test": a ticket or a title stands there whole, and
    means one item only.  Likeness is no proof.
    """
    known = [_known(t) for t in items if t.live and not t.item.status.value.closed]
    titles = Counter(one.title for one in known)
    waiting = [one for one in known if one.wants]
    found = {}
    for one in map(_known, wanted):
        named = _named(one, alone=titles[one.title] <= 1)
        waits = [other for other in waiting if named and named.search(other.wants)]
        found[one.tracked.id] = tuple(o.tracked for o in waits if _another(one, o))
    return found


def _known(tracked: TrackedItem) -> _Known:
    item = tracked.item
    wants, ticket = " | ".join(_wants(item)), fold(item.ticket or "")
    # What is read as a ticket may stand in the reason, and be another item's.
    own = ticket not in wants or ticket in _WANTS.sub("", fold(item.text))
    return _Known(tracked, wants, ticket if own else "")


def _wants(item: ActionItem) -> Iterator[str]:
    """Yield what an item says that it waits for."""
    status = fold(f"{item.status.raw} {item.status.detail}")
    for said in (fold(item.text), fold(item.note), status):
        if match := _WANTS.search(said):
            yield match["what"]
    if item.status.value is Status.BLOCKED:
        yield status


def _named(one: _Known, *, alone: bool) -> re.Pattern[str] | None:
    """Return what finds an item in the words of another, None where nothing does for sure."""
    long = len(one.title) >= _SHORTEST and len(one.title.split()) >= _FEWEST
    names = [name for name in (one.ticket, one.title if alone and long else "") if name]
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])") if names else None


def _another(one: _Known, other: _Known) -> bool:
    """Say whether two items are not the same thing twice, and their tickets of one tracker.

    `#12` means something else in another source.
    """
    if one.tracked.id == other.tracked.id or (one.ticket and one.ticket == other.ticket):
        return False
    numbered = one.ticket.startswith("#")
    return not numbered or one.tracked.source == other.tracked.source
