"""The weekly follow-up review: a day in the calendar whose text is the agenda."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from digest.ical import Announced
from digest.model.ids import mint
from digest.model.item import Status
from digest.render.calendars import Owned, review_words
from digest.render.language import Language
from digest.workflow.shelf import Card

_URGENT = ("P0", "P1")


def review(
    scope: str, cards: Sequence[Card], today: date, sequence: int, *, language: Language
) -> tuple[Announced, ...]:
    """Return the next Monday's review, today's where it is Monday; none without an agenda.

    `sequence` rises whenever items come, go or change.
    """
    day = today + timedelta(days=-today.weekday() % 7)
    agenda = _agenda([c for c in cards if not c.tracked.item.status.value.closed], day)
    words = review_words(*agenda, language)
    if not words.lines:
        return ()
    at = max(card.tracked.changed_at for card in cards)
    uid = mint("review", scope, day.isoformat())
    return (Announced(uid, words, day, day, at, sequence),)


def _agenda(cards: Sequence[Card], day: date) -> tuple[list[Owned], list[Owned], list[Owned]]:
    """Return what is urgent, late by that day, and blocked; each item once."""
    rest = sorted(cards, key=_order)
    urgent = [c for c in rest if c.priority in _URGENT]
    rest = [c for c in rest if c.priority not in _URGENT]
    overdue = [c for c in rest if c.tracked.item.day and c.tracked.item.day < day]
    known = {card.tracked.id for card in overdue}
    blocked = [
        c
        for c in rest
        if c.tracked.item.status.value is Status.BLOCKED and c.tracked.id not in known
    ]
    return _owned(urgent), _owned(overdue), _owned(blocked)


def _owned(cards: Iterable[Card]) -> list[Owned]:
    return [(card.tracked.item, card.owners) for card in cards]


def _order(card: Card) -> tuple[date, str]:
    return card.tracked.item.day or date.max, card.tracked.id
