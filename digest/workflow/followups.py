"""Follow-ups on one page: what is open, in groups, for the meeting that goes through it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Team
from digest.model.document import Document, Kind
from digest.model.followups import CLOSED_DAYS, By, FollowUp, FollowUps, Group
from digest.schedule.concern import meant_by, owners_of
from digest.schedule.entries import plain_title
from digest.schedule.reading import Reading
from digest.sentence import Sentence
from digest.workflow.links import Linker
from digest.workflow.readers import read_store
from digest.workflow.world import World

_NOBODY, _NO_TEAM = Sentence("Nobody"), Sentence("No team")
_NO_PRIORITY = Sentence("No priority")


@dataclass(frozen=True)
class _Known:
    """An item, its document, and its owners."""

    tracked: TrackedItem
    document: Document
    owners: tuple[Person | Team, ...]

    @property
    def open(self) -> bool:
        return not self.tracked.item.status.value.closed


def followups(world: World, today: date, by: By) -> FollowUps:
    """Return what is open, in groups, as the operator may see it.

    By post-mortem, only what stands in post-mortems: it is followed up until it is closed.
    """
    reading = read_store(world)
    address = Linker(world.installation, reading, None)
    grouped: dict[str, list[_Known]] = defaultdict(list)
    since = world.clock.now() - timedelta(days=CLOSED_DAYS)
    known = [k for k in _known(reading) if k.open or _done_since(k.tracked, since)]
    for one in known:
        for title in _titles(one, by, world.installation.directory):
            grouped[title].append(one)
    groups = (_group(title, some, today, address) for title, some in grouped.items())
    kept = sorted(groups, key=lambda group: _rank(group, by))
    ids = {one.tracked.id for some in grouped.values() for one in some if not one.open}
    return FollowUps(today, by, tuple(_once(kept)), len(ids))


def _known(reading: Reading) -> Iterator[_Known]:
    directory = reading.installation.directory
    for tracked in reading.items:
        stored = reading.document(tracked)
        if not tracked.live or not stored or stored.removed_at:
            continue
        owners = meant_by(owners_of(tracked, stored.document, directory))
        yield _Known(tracked, stored.document, owners)


def _done_since(tracked: TrackedItem, since: datetime) -> bool:
    return tracked.done_at is not None and tracked.done_at >= since


def _titles(one: _Known, by: By, directory: Directory) -> Iterable[str]:
    """Return the groups an item belongs to."""
    match by:
        case By.PRIORITY:
            priority = one.tracked.item.priority
            return ((priority.value if priority else "") or _NO_PRIORITY,)
        case By.POST_MORTEM:
            title = plain_title(one.document)
            return (title,) if one.document.kind is Kind.POST_MORTEM else ()
        case By.PERSON:
            return dict.fromkeys(owner.name for owner in one.owners) or (_NOBODY,)
    teams = (team for owner in one.owners for team in _teams(owner, directory))
    return dict.fromkeys(team.name for team in teams) or (_NO_TEAM,)


def _teams(owner: Person | Team, directory: Directory) -> tuple[Team, ...]:
    return (owner,) if isinstance(owner, Team) else directory.teams_of(owner.key)


def _group(title: str, some: list[_Known], today: date, address: Linker) -> Group:
    lines = (_followup(one, today, address) for one in some if one.open)
    return Group(title, tuple(sorted(lines, key=_order)), sum(not one.open for one in some))


def _followup(one: _Known, today: date, address: Linker) -> FollowUp:
    tracked, document, item = one.tracked, one.document, one.tracked.item
    return FollowUp(
        id=tracked.id,
        text=item.text,
        owners=tuple(owner.name for owner in one.owners) or item.owners,
        due=item.due,
        late_days=max((today - item.day).days, 0) if item.day else 0,
        first_due=tracked.first_due,
        moves=tracked.moves,
        status=item.status.value,
        detail=item.status.detail,
        priority=item.priority.value if item.priority else None,
        title=plain_title(document),
        date=document.date,
        source=tracked.source,
        path=tracked.path,
        line=item.line,
        url=address(tracked.id),
    )


def _order(line: FollowUp) -> tuple[object, ...]:
    day = line.due.day if line.due else None
    return (day or date.max, line.priority or "P9", line.path, line.line)


def _rank(group: Group, by: By) -> tuple[object, ...]:
    """Return the place of a group: the worst or newest first, what nobody has last."""
    rest = group.title in (_NOBODY, _NO_TEAM, _NO_PRIORITY)
    if by is By.PRIORITY:
        return (rest, group.title)
    if by is By.POST_MORTEM:
        newest = max((line.date.toordinal() for line in group.lines if line.date), default=0)
        return (not group.lines, -newest, group.title)
    return (rest, -group.overdue, -len(group.lines), group.title)


def _once(groups: Iterable[Group]) -> Iterator[Group]:
    """Mark what stands in a group before."""
    seen: set[str] = set()
    for group in groups:
        yield replace(
            group, lines=tuple(replace(one, new=one.id not in seen) for one in group.lines)
        )
        seen |= {one.id for one in group.lines}
