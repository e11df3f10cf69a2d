"""Why a date moved, as far as its document says."""

import re

from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Status

_BETWEEN = "; "  # what stands between several notes of one item
_NOTED = re.compile(r"(?:^|; )note: (?P<said>.*)", re.IGNORECASE)
_BECAUSE = re.compile(
    r"(?:because(?: of)?|due to|reason|weil|wegen|grund)\b[:\s]\s*(?P<why>\S.*)", re.IGNORECASE
)


def moved(tracked: TrackedItem, now: ActionItem) -> bool:
    """Return whether a promised day became another, or none."""
    was = tracked.item.promised
    return was is not None and was != now.promised


def reason(tracked: TrackedItem, now: ActionItem) -> str:
    """Return why the day was last moved; empty where nothing says so.

    What is noted together with the move is its reason, as is what blocks the item.  A later
    note is one only if it says that it is: "because the vendor is late".
    """
    added = _added(_note(tracked.item), _note(now))
    if moved(tracked, now):
        return _why(added) or added or _standing(tracked.item, now)
    return (_why(added) if tracked.moves else "") or tracked.reason


def _note(item: ActionItem) -> str:
    """Return what is noted of an item, in its own place or beside its status."""
    beside = _NOTED.search(item.status.detail)
    return item.note or (beside["said"] if beside else "")


def _added(before: str, now: str) -> str:
    return now.removeprefix(before).removeprefix(_BETWEEN)


def _why(noted: str) -> str:
    """Return the last of several notes that says that it is a reason, without that word."""
    found = (_BECAUSE.fullmatch(each) for each in reversed(noted.split(_BETWEEN)))
    return next((match["why"] for match in found if match), "")


def _standing(before: ActionItem, now: ActionItem) -> str:
    """Return what is said beside the status: new with the move, or what blocks the item."""
    detail = _NOTED.sub("", now.status.detail)
    new = detail != _NOTED.sub("", before.status.detail)
    return detail if new or now.status.value is Status.BLOCKED else ""
