"""The days a document announces that are no item's: new dates, decisions that are needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.ical import Announced
from digest.model.ids import mint
from digest.model.item import ActionItem
from digest.model.ledger import StoredDocument
from digest.model.notice import Announcement
from digest.render.calendars import announced_words
from digest.render.language import Language
from digest.schedule.announcements import announcement, announcement_id

_DECISION, _DATE = "Decision needed", "New date"


@dataclass(frozen=True)
class Days:
    """The days of one delay notice, kept in each language they were asked for in."""

    stored: StoredDocument
    told: Announcement
    written: date  # as it says itself; `date.min` where it does not
    nth: int  # of its document's notices, the oldest first: where none has a day, the upper one
    _kept: dict[str, Mapping[str, Announced]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def within(
        self, language: Language, item: ActionItem | None = None
    ) -> tuple[Announced, ...]:
        """Return them in a language, each with a UID for life.

        `item` is what it is about, where that is certain: once that is closed no day is told
        any more, and not the new one where the item stands on it itself.
        """
        if item and item.status.value.closed:
            return ()
        if language.tag not in self._kept:
            self._kept[language.tag] = dict(self._days(language))
        known = item.day if item else None
        new = self.told.new.day if self.told.new else None
        there = self._kept[language.tag].items()
        return tuple(one for kind, one in there if kind != _DATE or new != known)

    @property
    def about(self) -> str:
        """The same for every delay of the same thing, in whichever file."""
        title = self.told.title or f"{self.stored.document.path}:{self.nth}"
        return announcement_id(self.stored.source, title)

    def _days(self, language: Language) -> Iterator[tuple[str, Announced]]:
        stored, told = self.stored, self.told
        place = stored.document.title, stored.document.path
        decide_by = None if told.decision else told.decide_by
        for kind, due in ((_DECISION, decide_by), (_DATE, told.new)):
            if due and due.day:
                yield (
                    kind,
                    Announced(
                        mint("announced", stored.source, stored.named, str(self.nth), kind),
                        announced_words(kind, told, place, language),
                        due.start or due.day,
                        due.day,
                        at=stored.changed_at or stored.seen_at,
                        sequence=stored.sequence,
                    ),
                )


def announced(stored: StoredDocument, link: Callable[[int], str | None]) -> tuple[Days, ...]:
    """Return what a document announces; `link` gives the address of a line of it."""
    document = stored.document
    delays = [
        (update.day or document.date or date.min, update.line, update)
        for update in document.updates
        if update.delays
    ]
    return tuple(
        Days(stored, announcement(update, document, link(line)), written, nth)
        for nth, (written, line, update) in enumerate(sorted(delays, key=lambda d: d[:2]))
    )


def standing(every: Iterable[Days]) -> Iterator[Days]:
    """Yield the newest notice of each thing: what an earlier one promised counts no more."""
    newest = {days.about: days for days in sorted(every, key=_order)}
    yield from newest.values()


def _order(days: Days) -> tuple[date, str, int]:
    return days.written, days.stored.document.path, days.nth
