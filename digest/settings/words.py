"""Extra words that an installation's documents use, and the languages they are written in."""

from datetime import date

from digest.model.item import Status
from digest.model.vocabulary import Sprints, Vocabulary
from digest.settings import values
from digest.settings.table import Table
from digest.settings.vocabulary import LANGUAGES

FIELDS = ("action", "owner", "due", "status", "priority", "ticket", "note")
PRIORITIES = ("P0", "P1", "P2", "P3", "P4")
_known = values.one_of(*(status.value for status in Status))


def read_words(table: Table) -> Vocabulary:
    """Return what [vocabulary] adds to the words of the languages."""
    columns, statuses = table.table("columns"), table.table("statuses")
    headers = {key: columns.get(key, values.texts, ()) for key in FIELDS}
    columns.close()
    words = Vocabulary(
        columns={key: names for key, names in headers.items() if names},
        statuses=statuses.named(_status, Status.OPEN),
        headings=table.get("headings", values.texts, ()),
        placeholders=table.get("placeholders", values.texts, ()),
    )
    table.close()
    return words


def _status(found: object) -> Status:
    return Status(_known(found))


def read_languages(table: Table) -> tuple[str, ...] | None:
    """Return the languages that documents are written in; None for all that are known."""
    languages = table.get("languages", _languages, None)
    table.close()
    return languages


def _languages(found: object) -> tuple[str, ...]:
    known = values.one_of(*LANGUAGES)
    languages = tuple(known(one) for one in values.texts(found))
    if not languages:
        raise ValueError('is an empty list (leave it out, or write ["en"])')
    return languages


def read_default_due(table: Table) -> dict[str, int]:
    """Return the days that a priority stands for where no date is written."""
    days = {level: table.get(level, values.whole(1, 3650), 0) for level in PRIORITIES}
    table.close()
    return {level: number for level, number in days.items() if number}


def read_sprints(table: Table) -> Sprints | None:
    """Return when sprints begin; None where nobody said."""
    start = table.get("start", values.day, None)
    days = table.get("days", values.whole(1, 90), 14)
    if table.raw and start is None and "start" not in table.raw:
        table.bad("start", f"is missing (write start = {date(2026, 1, 5)})")
    table.close()
    return Sprints(start, days) if start else None
