"""What waits for an item: whatever says so, and names it by its ticket or its whole title."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

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


def dependents(
    wanted: Iterable[TrackedItem], items: Iterable[TrackedItem]
) -> Mapping[str, tuple[TrackedItem, ...]]:
    """Return the open items that wait for each of some, by id.

    "Blocked by PLAT-7", "needs the gate test": a ticket or a title stands there whole, and
    means one item only.  Likeness is no proof.
    """
    known = [t for t in items if t.live and not t.item.status.value.closed]
    titles = Counter(_title(t.item) for t in known)
    waiting = [(t, what) for t in known if (what := " | ".join(_wants(t.item)))]
    found = {}
    for one in wanted:
        title = _title(one.item)
        named = _named(one.item, title if titles[title] <= 1 else "")
        found[one.id] = tuple(
            t
            for t, what in waiting
            if t.id != one.id and _same_numbers(one, t) and named and named.search(what)
        )
    return found


def _wants(item: ActionItem) -> Iterator[str]:
    """Yield what an item says that it waits for."""
    status = fold(f"{item.status.raw} {item.status.detail}")
    for said in (fold(item.text), fold(item.note), status):
        if match := _WANTS.search(said):
            yield match["what"]
    if item.status.value is Status.BLOCKED:
        yield status


def _title(item: ActionItem) -> str:
    return fold(item.text).strip(" .:;,!?\"'“”")


def _named(item: ActionItem, title: str) -> re.Pattern[str] | None:
    """Return what finds an item in the words of another, None where nothing does for sure."""
    long = len(title) >= _SHORTEST and len(title.split()) >= _FEWEST
    names = [fold(item.ticket)] if item.ticket else []
    names += [title] if long else []
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])") if names else None


def _same_numbers(one: TrackedItem, other: TrackedItem) -> bool:
    """Say whether the tickets of two items are of one tracker, and not the same one.

    `#12` means something else in another source.
    """
    ticket = one.item.ticket or ""
    if ticket and ticket == other.item.ticket:
        return False
    return not ticket.startswith("#") or one.source == other.source
