"""What the reader's teams wrote of their progress, and what they did not write."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from digest.model.directory import Person, Team
from digest.model.document import Document
from digest.model.edition import SectionKey
from digest.model.entry import Entry, Why
from digest.model.ledger import StoredDocument
from digest.model.update import Update
from digest.schedule.entries import Reader, document_id
from digest.schedule.news import Lately, is_new
from digest.schedule.reading import Reading

_WEEKLY = 9  # days between updates, at most, for them to be expected
_GRACE = 3  # days after which one is missed
_GIVEN_UP = 60  # days after which nobody waits for one any more
_PARTS = ("completed", "in_progress", "next")


@dataclass(frozen=True)
class _Written:
    """One update of one of the reader's teams, and where it stands."""

    group: Team | Person
    update: Update
    day: date
    stored: StoredDocument

    @property
    def key(self) -> str:
        return document_id(self.stored.source, self.stored.document.path)


def progress(
    reading: Reading, reader: Reader, since: Lately
) -> Iterable[tuple[SectionKey, Entry]]:
    """Return the newest update of each team and colleague that is new, and those missed."""
    by_group: dict[str, list[_Written]] = defaultdict(list)
    for one in _written(reading, reader):
        by_group[one.group.key].append(one)
    for some in by_group.values():
        newest = max(some, key=lambda one: one.day)
        if _new(newest, since):
            yield SectionKey.PROGRESS, _told(newest, reader)
        elif _missed([one.day for one in some], reader.today):
            yield SectionKey.UNWRITTEN, _unwritten(newest, reader)


def _new(one: _Written, since: Lately) -> bool:
    """Return whether an update is news: its document is, or it was added there."""
    added = since.written(one.stored) and not one.stored.baseline
    return is_new(one.stored, since) or (added and one.day > since.at.date())


def _written(reading: Reading, reader: Reader) -> Iterator[_Written]:
    teams = reader.directory.teams_of(reader.person.key)
    if not teams:
        return
    for _, stored in reading.visible_documents(reader.person):
        document = stored.document
        for update in document.updates:
            day = update.day or document.date
            group = _group(document, update, reader, teams)
            if update.kind == "progress" and group and day and day <= reader.today:
                yield _Written(group, update, day, stored)


def _group(
    document: Document, update: Update, reader: Reader, teams: tuple[Team, ...]
) -> Team | Person | None:
    """Return which team of the reader, or who else in one, an update is of."""
    found = reader.directory.resolve(document.series_of(update) or "")
    if found.team in teams:
        return found.team
    person = found.person
    if person is None or person == reader.person:
        return None
    together = any(person in reader.directory.members(team) for team in teams)
    return person if together else None


def _told(one: _Written, reader: Reader) -> Entry:
    update = one.update
    parts = [(part, [s.text for s in update.steps if s.part == part]) for part in _PARTS]
    parts.append(("blocked", [need.text for need in update.needs]))
    told = [(part, "; ".join(texts)) for part, texts in parts if texts]
    return Entry(
        title=one.group.name,
        url=reader.address(one.key),
        document=one.key,
        why=Why.TEAM,
        origin_date=one.day,
        labels=tuple(part for part, _ in told),
        lines=tuple(text for _, text in told),
    )


def _missed(days: list[date], today: date) -> bool:
    """Return whether somebody who writes each week has not done so."""
    written = sorted({day for day in days if today - day <= timedelta(weeks=10)})
    if len(written) < 3:  # noqa: PLR2004 - two may be chance
        return False
    gap = median((b - a).days for a, b in pairwise(written))
    waited = (today - written[-1]).days
    return gap <= _WEEKLY and gap + _GRACE < waited <= _GIVEN_UP


def _unwritten(one: _Written, reader: Reader) -> Entry:
    return Entry(
        title=one.group.name,
        url=reader.address(one.key),
        document=one.key,
        why=Why.TEAM,
        origin_date=one.day,
    )
