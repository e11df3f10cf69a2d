"""What a digest says of scopes beside the reader's own: what newly slips, by person.

What has been late since before the last digest is counted and not told again; what is told in
a section of the reader's own is told there alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.directory import Directory
from digest.model.edition import Group, Line, Scoped, SectionKey
from digest.model.entry import Why
from digest.model.item import Role, Status
from digest.model.ledger import StoredDocument
from digest.model.scope import Scope
from digest.schedule.concern import Concern
from digest.schedule.entries import Reader
from digest.schedule.items import Told, place
from digest.schedule.reading import Reading
from digest.schedule.scopes import within
from digest.schedule.slots import local_day

_GRAVEST = (  # first what is late, last what may come to be
    SectionKey.OVERDUE,
    SectionKey.BLOCKED,
    SectionKey.DUE,
    SectionKey.SLIPPED,
    SectionKey.AT_RISK,
)
Seen = tuple[TrackedItem, StoredDocument]


@dataclass(frozen=True)
class Since:
    """The reader's last digest: when it was, and what happened to which item since."""

    at: datetime
    happened: Mapping[str, Mapping[ChangeKind, Change]]


def scoped(
    reading: Reading, reader: Reader, since: Since, own: AbstractSet[str]
) -> Iterator[Scoped]:
    """Yield what is in each scope of a reader; `own` are ids of items told elsewhere."""
    if not reader.person.scopes:
        return
    told, visible = set(own), list(_visible(reading, reader))
    for scope in reader.person.scopes:
        inside = [
            (tracked, stored)
            for tracked, stored in visible
            if within(scope, tracked, stored.document, reader.directory)
        ]
        fresh = [one for one in inside if one[0].id not in told]
        lines = sorted(_lines(fresh, reader, since), key=_order)
        told |= {line.entry.item_id for line in lines}
        yield _scoped(scope, inside, lines, (reader, since))


def _visible(reading: Reading, reader: Reader) -> Iterator[Seen]:
    seen = dict(reading.visible_documents(reader.person))
    for tracked in reading.items:
        stored = seen.get((tracked.source, tracked.path))
        if stored and tracked.live and tracked.item.role is not Role.ASK:
            yield tracked, stored


def _lines(fresh: Iterable[Seen], reader: Reader, since: Since) -> Iterator[Line]:
    for tracked, stored in fresh:
        if tracked.item.status.value.closed:
            continue
        happened = since.happened.get(tracked.id, {})
        told = Told(tracked, stored.document, Concern(Why.SCOPE), happened)
        placed = place(told, reader, since.at)
        line = Line(*placed) if placed else None
        if line and _noted(line, reader, since):
            yield line


def _noted(line: Line, reader: Reader, since: Since) -> bool:
    """Return whether the reader is told: it slips, or is about to, and was not told before."""
    key, entry = line.key, line.entry
    troubled = bool(entry.before or entry.status is Status.BLOCKED)
    if key is SectionKey.OVERDUE:
        days = (reader.today - local_day(reader.person.schedule, since.at)).days
        return not entry.aged and (troubled or entry.late_days <= max(days, 1))
    if key is SectionKey.DUE:
        return troubled or entry.risk is not None
    return key in _GRAVEST


def _order(line: Line) -> tuple[object, ...]:
    key, entry = line.key, line.entry
    return (_GRAVEST.index(key), -entry.late_days, entry.priority or "P9", entry.title)


def _scoped(
    scope: Scope, inside: list[Seen], lines: list[Line], of: tuple[Reader, Since]
) -> Scoped:
    reader, since = of
    still = [t for t, _ in inside if not t.item.status.value.closed]
    grouped: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines[: reader.installation.cap]:
        grouped[line.entry.owners].append(line)
    return Scoped(
        scope=scope,
        name=_name(scope, reader.directory),
        groups=tuple(Group(names, tuple(some)) for names, some in grouped.items()),
        total=len(lines),
        open=len(still),
        overdue=sum(t.item.day is not None and t.item.day < reader.today for t in still),
        done=sum(t.done_at is not None and t.done_at >= since.at for t, _ in inside),
    )


def _name(scope: Scope, directory: Directory) -> str:
    """Return what a reader calls a scope's person or team; else its own name."""
    person = directory.people.get(scope.name) if scope.kind == "person" else None
    team = directory.teams.get(scope.name) if scope.kind == "team" else None
    known = person or team
    return known.name if known else scope.name
