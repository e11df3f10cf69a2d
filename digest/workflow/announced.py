"""The days a document announces that are no item's: new dates, decisions that are needed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from digest.ical import Announced
from digest.model.ids import mint
from digest.model.ledger import StoredDocument
from digest.model.notice import Announcement
from digest.render.calendars import announced_words
from digest.render.language import Language
from digest.schedule.announcements import announcement


@dataclass(frozen=True)
class Days:
    """The days of a document's delay notices, kept in each language they were asked for in."""

    stored: StoredDocument
    told: tuple[Announcement, ...]  # of its delay notices, in the order they stand there
    _kept: dict[str, tuple[Announced, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def within(self, language: Language) -> tuple[Announced, ...]:
        """Return them in a language, each with a UID for life."""
        if language.tag not in self._kept:
            found = (_days(self.stored, *each, language) for each in enumerate(self.told))
            self._kept[language.tag] = tuple(one for days in found for one in days)
        return self._kept[language.tag]


def announced(stored: StoredDocument, link: Callable[[int], str | None]) -> Days:
    """Return the days that a document announces; `link` gives the address of a line of it."""
    document = stored.document
    delays = [update for update in document.updates if update.delays]
    told = (announcement(update, document, link(update.line)) for update in delays)
    return Days(stored, tuple(told))


def _days(
    stored: StoredDocument, nth: int, told: Announcement, language: Language
) -> Iterator[Announced]:
    path = stored.document.path
    for kind, due in (("Decision needed", told.decide_by), ("New date", told.new)):
        if due and due.day:
            yield Announced(
                mint("announced", stored.source, path, str(nth), kind),
                announced_words(kind, told, (stored.document.title, path), language),
                due.start or due.day,
                due.day,
                at=stored.seen_at,
                sequence=stored.written,
            )
