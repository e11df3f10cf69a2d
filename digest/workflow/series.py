"""Progress updates as a series: which one stands, and what the earlier ones promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from digest.model.change import Touch
from digest.model.document import Document, Kind
from digest.reconcile import Sighting

_PREFIX = "series:"


@dataclass(frozen=True)
class Moment:
    """What an update said on its own day."""

    day: date
    authors: tuple[str, ...]
    sightings: tuple[Sighting, ...]

    def touch(self, _: str) -> Touch:
        """An update speaks as of its own day, for its authors."""
        return _as_of(self.day, self.authors)


def as_written(document: Document) -> Touch:
    """Return when a document says it was written, and by whom."""
    return _as_of(document.date or date.min, document.authors)


def _as_of(day: date, authors: tuple[str, ...]) -> Touch:
    at = datetime.combine(max(day, date(1970, 1, 1)), time(), UTC)
    return Touch(at=at, author=", ".join(authors), sure=day > date.min)


def stream_of(document: Document) -> str:
    """Return where a document's items live: its series, else the document itself."""
    return f"{_PREFIX}{document.series}" if document.series else document.path


def name_of(stream: str) -> str:
    """Return the name of the series that a stream is."""
    return stream.removeprefix(_PREFIX)


def is_series(stream: str) -> bool:
    """Return whether several documents may share a stream."""
    return stream.startswith(_PREFIX)


def newest_last(documents: Iterable[Document]) -> list[Document]:
    """Return documents by their dates."""
    return sorted(documents, key=lambda d: (d.date or date.min, d.path))


def standing(document: Document) -> list[Sighting]:
    """Return the items that stand: those of older updates in the same file are history."""
    stream = stream_of(document)
    return [Sighting(document.path, stream, item) for item in document.current]


def newest_day(document: Document) -> date:
    """Return the day of the newest update in a document."""
    days = [update.day for update in document.updates if update.day]
    return max([document.date or date.min, *days])


def history(documents: Sequence[Document], *, after: date | None = None) -> list[Moment]:
    """Return what earlier updates said, oldest first, without what stands in the newest.

    `after`: only what is newer than this day; the rest was gone through before.
    """
    moments = [moment for document in documents for moment in _older(document)]
    for document in documents[:-1]:
        day = document.date or date.min
        moments.append(Moment(day, document.authors, tuple(standing(document))))
    new = [moment for moment in moments if after is None or moment.day > after]
    return sorted(new, key=lambda moment: moment.day)


def _older(document: Document) -> Iterable[Moment]:
    """Yield the older updates of one file that is added to week by week."""
    current = {id(item) for item in document.current}
    stream = stream_of(document)
    for update in document.updates:
        lines = range(update.line, update.end_line + 1)
        items = [i for i in document.items if i.line in lines and id(i) not in current]
        if update.kind == Kind.PROGRESS and items:
            sightings = tuple(Sighting(document.path, stream, item) for item in items)
            yield Moment(update.day or document.date or date.min, document.authors, sightings)
