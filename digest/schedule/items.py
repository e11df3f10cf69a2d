"""Which section an item belongs to, for one reader: each item stands in one place only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.document import Document
from digest.model.edition import SectionKey
from digest.model.entry import Candidate, Entry, Why
from digest.model.item import Role, Status
from digest.schedule.concern import Concern
from digest.schedule.entries import Reader
from digest.schedule.slots import local_day

DUE_WITHIN_DAYS = 7
_FULL_DAYS = 14  # an overdue item is told in full for so long, then by its age


@dataclass(frozen=True)
class Told:
    """An item that concerns the reader, with what happened to it since the last edition."""

    tracked: TrackedItem
    document: Document
    concern: Concern
    changes: Mapping[ChangeKind, Change]  # the newest of each kind
    first: bool = False  # the reader's first digest: history counts as news


def place(told: Told, reader: Reader, since: datetime) -> tuple[SectionKey, Entry] | None:
    """Return the section of an item and its line, or None when there is nothing to tell."""
    entry = reader.entry(told.tracked, told.document, told.concern)
    if not told.tracked.live:
        return _withdrawn(told, reader, entry)
    if told.tracked.item.status.value.closed:
        return _completed(told, reader, entry, since)
    return _open(told, reader, entry)


def _withdrawn(told: Told, reader: Reader, entry: Entry) -> tuple[SectionKey, Entry] | None:
    change = told.changes.get(ChangeKind.WITHDRAWN)
    if change is None or told.tracked.item.status.value.closed:
        return None
    return SectionKey.WITHDRAWN, replace(entry, at=change.touch.at, by=reader.name(change))


def _completed(
    told: Told, reader: Reader, entry: Entry, since: datetime
) -> tuple[SectionKey, Entry] | None:
    if told.tracked.item.status.value is not Status.DONE:
        return None
    closed_at = told.tracked.closed_at
    change = told.changes.get(ChangeKind.STATUS)
    if change is not None:
        return SectionKey.COMPLETED, replace(entry, at=change.touch.at, by=reader.name(change))
    # Met as done already: a new task of an update, or, in a first digest, closed of late.
    lately = ChangeKind.ADDED in told.changes or (told.first and _later(closed_at, since))
    return (SectionKey.COMPLETED, replace(entry, at=closed_at)) if lately else None


def _later(at: datetime | None, since: datetime) -> bool:
    return at is not None and at >= since


def _open(told: Told, reader: Reader, entry: Entry) -> tuple[SectionKey, Entry] | None:
    item = told.tracked.item
    moved = _moved(told, reader, entry)
    if not told.concern.owned:
        if told.concern.silent:
            return SectionKey.UNHEARD, replace(entry, by=", ".join(told.concern.silent))
        return SectionKey.UNOWNED, replace(entry, candidates=_candidates(told, reader))
    if item.role is Role.ASK:
        return SectionKey.WAITING, _waiting(told, reader, entry)
    if item.day is None:
        blocked = item.status.value is Status.BLOCKED
        return SectionKey.BLOCKED if blocked else SectionKey.UNDATED, entry
    return _dated(entry, moved) or _wanting(told, entry)


def _wanting(told: Told, entry: Entry) -> tuple[SectionKey, Entry] | None:
    """Return an item of the reader's that is told for a flaw alone: when it is written."""
    new = told.first or ChangeKind.ADDED in told.changes
    owned = told.concern.why is Why.OWNER
    return (SectionKey.WANTING, entry) if entry.flaw and new and owned else None


def _waiting(told: Told, reader: Reader, entry: Entry) -> Entry:
    """Return the line of what is asked: by whom, and since the first day that is known."""
    day = local_day(reader.person.schedule, told.tracked.seen_at)
    asked = min(day, told.document.date or day)
    by = ", ".join(told.document.authors) or told.document.series or ""
    return replace(entry, asked=asked, waited_days=(reader.today - asked).days, by=by)


def _dated(entry: Entry, moved: Entry | None) -> tuple[SectionKey, Entry] | None:
    """Lateness tells most, then what blocks it, then that it moved, then that it is silent."""
    told = moved or entry
    if entry.late_days > 0:
        return SectionKey.OVERDUE, replace(told, aged=not moved and _aged(entry))
    if entry.late_days > -DUE_WITHIN_DAYS:
        return SectionKey.DUE, told
    if entry.status is Status.BLOCKED:
        return SectionKey.BLOCKED, told
    if moved:
        return SectionKey.SLIPPED, moved
    return (SectionKey.AT_RISK, entry) if entry.risk else None


def _aged(entry: Entry) -> bool:
    return min(entry.late_days, entry.idle_days) > _FULL_DAYS


def _moved(told: Told, reader: Reader, entry: Entry) -> Entry | None:
    """Return the line of an item whose date moved later since the last edition."""
    change = told.changes.get(ChangeKind.DUE)
    before = iso(change.before) if change else None
    if told.first and not change:
        before = told.tracked.first_due
    day = told.tracked.item.day
    if before is None or day is None or day <= before:
        return None
    why = told.tracked.reason or entry.detail
    if change is None:
        return replace(entry, before=before, detail=why)
    return replace(entry, before=before, detail=why, at=change.touch.at, by=reader.name(change))


def _candidates(told: Told, reader: Reader) -> tuple[Candidate, ...]:
    """Return who may have been meant: the reader says, we never guess."""
    people, teams = reader.directory.people, reader.directory.teams
    keys = (
        key
        for written in told.tracked.item.owners
        for key in reader.directory.resolve(written).candidates
    )
    found = (people.get(key) or teams.get(key) for key in keys)
    return tuple(dict.fromkeys(Candidate(one.key, one.name) for one in found if one))


def iso(text: str) -> date | None:
    """Return the date a change tells, or None for a phrase."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def newest(changes: Sequence[Change]) -> dict[str, dict[ChangeKind, Change]]:
    """Return the newest change of each kind by item; a date keeps what it was at first."""
    found: dict[str, dict[ChangeKind, Change]] = {}
    for change in changes:
        kinds = found.setdefault(change.item_id, {})
        earlier = kinds.get(change.kind)
        keep = earlier is not None and change.kind is ChangeKind.DUE
        kinds[change.kind] = (
            replace(change, before=earlier.before) if keep and earlier else change
        )
    return found
