"""One thing to tell of a moved date: what moved, since when, why, and whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.item import Due
from digest.model.ledger import StoredDocument
from digest.schedule.announcements import Announced, decided, new_eta
from digest.schedule.concerned import Concerned
from digest.schedule.items import iso
from digest.schedule.news import text_of

_NO_DAY = date.max  # a promise without a day is later than any


@dataclass(frozen=True)
class Topic:
    """One thing of which a date moved, a reason was given, or something was decided."""

    stored: StoredDocument  # where it stands
    tracked: TrackedItem | None = None
    update: Announced | None = None  # what its author announced of it
    changes: Mapping[ChangeKind, Change] = field(default_factory=dict)
    news: bool = False  # the announcement is new, or says something new
    early: bool = False  # only who hears first hears of it yet
    waiting: tuple[TrackedItem, ...] = ()
    concerned: Mapping[str, Concerned] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()  # keys of those who can say why

    @property
    def id(self) -> str:
        """Of the item, else of the announcement."""
        if self.tracked:
            return self.tracked.id
        return self.update.id if self.update else ""

    @property
    def due(self) -> Due | None:
        """What is promised now: an announcement is newer than what it is about."""
        if self.update and self.news and not self.moved:
            return new_eta(self.update.update)
        return self.tracked.item.due if self.tracked else None

    @property
    def moved(self) -> Change | None:
        """Its move, from where it stood at first."""
        return self.changes.get(ChangeKind.DUE)

    @property
    def before(self) -> date | None:
        """The day it moved from."""
        if self.moved:
            return iso(self.moved.before)
        original = self.update.update.fields.get("original_eta") if self.update else None
        known = original.day if isinstance(original, Due) else None
        return (self.tracked.item.day if self.tracked else None) or known

    @property
    def later(self) -> bool:
        """Whether it is later than it was; what is announced is so by its kind."""
        if not self.moved:
            return self.news
        before, due = self.before, self.due
        return before is not None and before < ((due and due.day) or _NO_DAY)

    @property
    def reason(self) -> str:
        """Why, where an item or an announcement says so."""
        own = self.tracked.reason if self.tracked else ""
        return own or (text_of(self.update.update, "reason") if self.update else "")

    @property
    def decision(self) -> str:
        """What was decided of its options."""
        return decided(self.update.update)[0] if self.update else ""

    @property
    def decided_by(self) -> str:
        """Who decided it, where that stands beside it."""
        return decided(self.update.update)[1] if self.update else ""
