"""Documents that are news: timeline updates, completions, post-mortems and what they taught."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.model.document import Document, Kind
from digest.model.edition import SectionKey
from digest.model.entry import Entry, Why
from digest.model.item import Due
from digest.model.ledger import StoredDocument
from digest.model.update import FieldValue, Update
from digest.schedule.concern import authors_of
from digest.schedule.entries import Reader, document_id, origin_of, plain_title
from digest.schedule.reading import Reading

_STILL_NEWS = timedelta(days=14)  # a document older than this was read late, not written lately


@dataclass(frozen=True)
class Lately:
    """Since when documents are news to a reader: since the last digest, or a first one's week.

    Recordings are numbered: what a gather that had begun before the digest brought after it is
    news in the next, and nothing is told twice, however close they are.
    """

    at: datetime
    recorded: int = 0  # number of the last one that the last digest could know; 0: by `at`
    first: bool = False

    def met(self, stored: StoredDocument) -> bool:
        """Return whether a document was met since."""
        if self.recorded:
            return (stored.met or 0) > self.recorded
        return stored.seen_at > self.at

    def written(self, stored: StoredDocument) -> bool:
        """Return whether a document was met or changed since."""
        return stored.written > self.recorded if self.recorded else self.met(stored)


def news(reading: Reading, reader: Reader, since: Lately) -> Iterable[tuple[SectionKey, Entry]]:
    """Return what was written since the reader's last digest, by section."""
    for (source, path), stored in reading.visible_documents(reader.person):
        if not is_new(stored, since):
            continue
        id_ = document_id(source, path)
        for key, entry in _told_by(stored, reader, reader.address(id_)):
            yield key, replace(entry, document=id_)


def _told_by(
    stored: StoredDocument, reader: Reader, url: str | None
) -> Iterable[tuple[SectionKey, Entry]]:
    document = stored.document
    mine = reader.person in authors_of(document, reader.directory)
    for update in document.updates:
        if update.delays:
            yield SectionKey.MOVED, _moved(update, document, reader, url)
        elif update.kind == "completion" and not mine:
            yield SectionKey.REVIEW, _review(update, document, reader, url)
    if document.kind in (Kind.POST_MORTEM, Kind.LEARNINGS):
        yield SectionKey.NEWS, _written(document, url, stored.seen_at)
        yield from ((SectionKey.LEARNED, lesson) for lesson in _learned(document, url))


def is_new(stored: StoredDocument, since: Lately) -> bool:
    """A document is news when it was met since, and its own date does not make it old.

    What was there at a source's first gather is news in a first digest only, by its date.
    """
    day = stored.document.date
    if stored.baseline:
        return since.first and day is not None and day >= since.at.date()
    return since.met(stored) and recent(day, since.at)


def recent(day: date | None, now: datetime) -> bool:
    """Return whether something of a date is news at all, and not merely read late."""
    return day is None or day >= (now - _STILL_NEWS).date()


def _moved(update: Update, document: Document, reader: Reader, url: str | None) -> Entry:
    from_, to = update.fields.get("original_eta"), update.fields.get("new_eta")
    return Entry(
        title=update.title,
        url=url,
        why=Why.READER,
        origin=origin_of(document, reader.directory),
        serial=document.series is not None,
        origin_date=document.date,
        due=to if isinstance(to, Due) else update.eta,
        before=_day(from_),
        detail=text_of(update, "reason") or text_of(update, "scope_change"),
        by=", ".join(document.authors),
        labels=("decide_by",),
        lines=(by.raw,) if (by := update.decide_by) else (),
    )


def _day(value: FieldValue | None) -> date | None:
    return value.day if isinstance(value, Due) else None


def _review(update: Update, document: Document, reader: Reader, url: str | None) -> Entry:
    fields = [(name, text_of(update, name)) for name in ("pr", "review_focus", "gaps")]
    asked = [("question", question.text) for question in update.questions]
    told = [(label, text) for label, text in (*fields, *asked) if text]
    return Entry(
        title=update.title,
        url=url,
        why=Why.READER,
        owners=document.authors,
        origin=origin_of(document, reader.directory),
        serial=document.series is not None,
        origin_date=document.date,
        detail=text_of(update, "summary"),
        labels=tuple(label for label, _ in told),
        lines=tuple(text for _, text in told),
    )


def _written(document: Document, url: str | None, at: datetime) -> Entry:
    """Return a document's line, with what it taught that is of no category."""
    return Entry(
        title=plain_title(document),
        url=url,
        why=Why.READER,
        origin_date=document.date,
        at=at,
        detail=document.header.get("impact", ""),
        lines=tuple(lesson.text for lesson in document.learnings if not lesson.category),
    )


def _learned(document: Document, url: str | None) -> Iterator[Entry]:
    """Yield what a document taught, a line for each lesson, below its category."""
    for lesson in document.learnings:
        if lesson.category:
            yield Entry(
                title=lesson.text,
                url=url,
                why=Why.READER,
                origin=plain_title(document),
                origin_date=document.date,
                group=lesson.category,
            )


def text_of(update: Update, field: str) -> str:
    """Return a field of an update as one line of text."""
    value = update.fields.get(field, "")
    if isinstance(value, Due):
        return value.raw
    return value if isinstance(value, str) else "; ".join(value)
