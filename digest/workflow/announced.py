"""The days a document announces that are no item's: new dates, decisions that are needed."""

from collections.abc import Iterator

from digest.ical import Announced
from digest.model.ids import mint
from digest.model.ledger import StoredDocument
from digest.model.notice import Announcement
from digest.schedule.announcements import announcement


def announced(stored: StoredDocument, url: str | None) -> tuple[Announced, ...]:
    """Return the days of a document's delay notices, each with a UID for life."""
    document = stored.document
    delays = [update for update in document.updates if update.delays]
    return tuple(
        found
        for nth, update in enumerate(delays)
        for found in _days(stored, announcement(update, document, url), nth)
    )


def _days(stored: StoredDocument, told: Announcement, nth: int) -> Iterator[Announced]:
    title = told.title or stored.document.title
    lines = tuple(filter(None, (told.reason, told.recommendation)))
    for said, due in (("Decision needed", told.decide_by), ("New date", told.new)):
        if due and due.day:
            path = stored.document.path
            yield Announced(
                mint("announced", stored.source, path, str(nth), said),
                f"{said}: {title}",
                (*lines, f"{stored.document.title} ({path})"),
                due.start or due.day,
                due.day,
                at=stored.seen_at,
                sequence=stored.written,
                url=told.url,
            )
