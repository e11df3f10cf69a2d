"""One digest for one subscriber: what needs them, what changed since the last one they got."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.model.change import Change, TrackedItem
from digest.model.checked import Checked, StaleSource
from digest.model.edition import Edition, Scoped, Section, SectionKey
from digest.model.entry import Entry, Why
from digest.model.owed import EditionRecord
from digest.schedule.entries import Reader
from digest.schedule.items import Told, newest, place
from digest.schedule.news import Lately, news
from digest.schedule.progress import progress
from digest.schedule.reading import Reading
from digest.schedule.scoped import Since, scoped
from digest.schedule.slots import period
from digest.schedule.trend import trend

ACTIONABLE = frozenset(
    {
        SectionKey.OVERDUE,
        SectionKey.DUE,
        SectionKey.WAITING,
        SectionKey.AT_RISK,
        SectionKey.BLOCKED,
        SectionKey.SLIPPED,
        SectionKey.UNDATED,
        SectionKey.UNOWNED,
        SectionKey.UNHEARD,
        SectionKey.WANTING,
    }
)
STALE_AFTER = timedelta(hours=24)
_FOLDED_DAYS = 90  # a first digest folds what is later than this into the count
_NEVER_BELOW = 10  # overdue and due are not capped below this
_FEW = 3  # of what is only to be written more plainly


@dataclass(frozen=True)
class Request:
    """Which edition is wanted: the slot, the last one this person was told, since when."""

    slot: date
    last: EditionRecord | None
    subscribed: datetime  # since when the person gets digests

    def since(self, now: datetime) -> datetime:
        """Return from when on things are news to this person."""
        first = max(self.subscribed, now - timedelta(days=7))
        return self.last.made_at if self.last else first

    def written_since(self, now: datetime) -> datetime:
        """Return from when on documents are news: a first digest tells those of its week."""
        return self.last.made_at if self.last else now - timedelta(days=7)

    def lately(self, now: datetime) -> Lately:
        """Return the same, by the numbers of what was recorded where they are known."""
        recorded = self.last.recorded if self.last else 0
        return Lately(self.written_since(now), recorded, first=self.last is None)

    def tells(self, change: Change, now: datetime) -> bool:
        """Return whether a change is news to this person."""
        if self.last:
            return change.number > self.last.through
        return change.touch.at >= self.since(now)


def build(reading: Reading, reader: Reader, request: Request) -> Edition | None:
    """Return the edition for a slot, or None when there is nothing to say.

    Entries carry no handles yet: those are allotted to what is shown.
    """
    first, since = request.last is None, request.lately(reading.now)
    lines = [
        *_items(reading, reader, request),
        *news(reading, reader, since),
        *progress(reading, reader, since),
    ]
    sections = tuple(_sections(lines, reader.installation.cap, first=first))
    others = _scoped(reading, reader, request, lines)
    told = bool(sections) or any(each.total for each in others)
    if not told and not reader.person.all_clear:
        return None
    mine = [
        tracked for tracked, _, concern in reading.items_for(reader.person) if concern.owned
    ]
    start, end = period(reader.person.schedule, request.slot)
    return Edition(
        subscriber=reader.person,
        slot=request.slot,
        period_start=start,
        period_end=end,
        as_of=reading.as_of,
        sections=sections,
        closed_by_all=_closed(reading, reader, since.at),
        stale=_stale(reading),
        trend=trend(mine, reading.moves, reader.person, reading.now),
        scoped=others,
        checked=None if told else _checked(reading, reader, mine, request),
    )


def _scoped(
    reading: Reading,
    reader: Reader,
    request: Request,
    lines: Iterable[tuple[SectionKey, Entry]],
) -> tuple[Scoped, ...]:
    """Return what the reader watches, without what stands in a section of their own."""
    told = newest([c for c in reading.changes if request.tells(c, reading.now)])
    since = Since(request.written_since(reading.now), told)
    own = {entry.item_id for _, entry in lines if entry.item_id}
    return tuple(scoped(reading, reader, since, own))


def _checked(
    reading: Reading, reader: Reader, mine: Sequence[TrackedItem], request: Request
) -> Checked:
    seen = [t for t in reading.visible_items(reader.person) if _open(t)]
    return Checked(
        documents=len(reading.visible_documents(reader.person)),
        items=len(seen),
        mine=sum(map(_open, mine)),
        since=request.last.made_at if request.last else None,
    )


def _open(tracked: TrackedItem) -> bool:
    return tracked.live and not tracked.item.status.value.closed


def _items(
    reading: Reading, reader: Reader, request: Request
) -> Iterable[tuple[SectionKey, Entry]]:
    told = [c for c in reading.changes if request.tells(c, reading.now)]
    happened = newest(told)
    for tracked, stored, why in reading.items_for(reader.person):
        changes = happened.get(tracked.id, {})
        item = Told(tracked, stored.document, why, changes, first=request.last is None)
        line = place(item, reader, request.since(reading.now))
        if reader.person.key in reading.asked.get(tracked.id, ()):
            key, entry = line or (
                SectionKey.SLIPPED,
                reader.entry(tracked, stored.document, why),
            )
            yield key, replace(entry, asks=True)
        elif line:
            yield line


def _sections(
    lines: Iterable[tuple[SectionKey, Entry]], cap: int, *, first: bool
) -> Iterable[Section]:
    grouped: dict[SectionKey, list[Entry]] = defaultdict(list)
    for key, entry in lines:
        grouped[key].append(entry)
    for key in SectionKey:
        entries = sorted(grouped[key], key=lambda entry: _order(key, entry))
        if not entries:
            continue
        fold = first and key is SectionKey.OVERDUE
        recent = [e for e in entries if not fold or e.late_days <= _FOLDED_DAYS]
        shown = recent or entries  # a section is never a bare number
        yield Section(key, tuple(shown[: _most(key, cap)]), len(entries))


def _most(key: SectionKey, cap: int) -> int:
    if key is SectionKey.WANTING:
        return min(cap, _FEW)
    return max(cap, _NEVER_BELOW) if key in (SectionKey.OVERDUE, SectionKey.DUE) else cap


def _order(key: SectionKey, entry: Entry) -> tuple[object, ...]:
    """Return the reader's own first, then the team's, then others'; of each the worst."""
    priority = entry.priority or "P9"
    if key in ACTIONABLE:
        return (entry.aged, *_nearness(entry), -entry.late_days, priority, entry.title)
    at = entry.at.timestamp() if entry.at else 0.0
    return (entry.group, *_nearness(entry), -at, entry.title)


def _nearness(entry: Entry) -> tuple[bool, int]:
    """Return how near an entry is: the reader's alone, theirs too, their team's, another's."""
    return not entry.mine, {Why.OWNER: 0, Why.TEAM: 1, Why.LEAD: 1}.get(entry.why, 2)


def _closed(reading: Reading, reader: Reader, since: datetime) -> int:
    """Return how many items were done lately among all that the reader may see."""
    return reading.done_since(reader.person, since)


def _stale(reading: Reading) -> tuple[StaleSource, ...]:
    return tuple(
        StaleSource(source.name, source.gathered_at, source.problem)
        for source in sorted(reading.sources.values(), key=lambda s: s.name)
        if source.problem or reading.now - source.gathered_at > STALE_AFTER
    )
