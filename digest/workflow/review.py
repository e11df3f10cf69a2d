"""The weekly follow-up review: a day in the calendar whose text is the agenda."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from digest.ical import Announced
from digest.model.ids import mint
from digest.model.item import Status
from digest.workflow.shelf import Card

_LISTED = 20  # items under one heading
_URGENT = ("P0", "P1")


def review(
    scope: str, cards: Sequence[Card], today: date, sequence: int
) -> tuple[Announced, ...]:
    """Return the next Monday's review, today's where it is Monday; none without an agenda.

    `sequence` rises whenever the agenda may have changed.
    """
    day = today + timedelta(days=-today.weekday() % 7)
    lines = tuple(_agenda([c for c in cards if not c.tracked.item.status.value.closed], day))
    if not lines:
        return ()
    at = max(card.tracked.changed_at for card in cards)
    uid = mint("review", scope, day.isoformat())
    return (Announced(uid, "Follow-up review", lines, day, day, at, sequence),)


def _agenda(cards: Sequence[Card], day: date) -> Iterator[str]:
    """Yield what is urgent, late by that day, or blocked; each item once."""
    told: set[str] = set()
    parts = (
        ("Urgent", [c for c in cards if c.priority in _URGENT]),
        ("Overdue", [c for c in cards if c.tracked.item.day and c.tracked.item.day < day]),
        ("Blocked", [c for c in cards if c.tracked.item.status.value is Status.BLOCKED]),
    )
    for heading, found in parts:
        new = [card for card in found if card.tracked.id not in told]
        told |= {card.tracked.id for card in new}
        yield from _part(heading, new)


def _part(heading: str, cards: Sequence[Card]) -> Iterator[str]:
    if not cards:
        return
    yield f"{heading}: {len(cards)}"
    for card in sorted(cards, key=_order)[:_LISTED]:
        item, owners = card.tracked.item, ", ".join(card.entry.owners)
        due = f", due {item.day.isoformat()}" if item.day else ""
        yield f"- {item.text} ({owners or 'nobody'}{due})"
    if len(cards) > _LISTED:
        yield f"and {len(cards) - _LISTED} more"


def _order(card: Card) -> tuple[date, str]:
    return card.tracked.item.day or date.max, card.tracked.id
