"""Delay notices: what of the dates that moved is told to one person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.access import may_see
from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.directory import Person
from digest.model.edition import Entry
from digest.model.item import Role
from digest.model.ledger import Telling
from digest.model.notice import Announcement, Delay, News, Waiting
from digest.schedule.announcements import announcement
from digest.schedule.concern import Concern, authors_of, names_of
from digest.schedule.concerned import waiting_people
from digest.schedule.entries import Reader, document_id, origin_of
from digest.schedule.items import iso
from digest.schedule.reading import Reading
from digest.schedule.topics import Topic

ALONE = 3  # so many delays come in a message each; more of them in one


def slips(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that moved a promised day, or say why it moved; history never does."""
    return tuple(
        change
        for change in changes
        if not change.baseline and (change.kind is ChangeKind.EXPLAINED or _moves(change))
    )


def _moves(change: Change) -> bool:
    return change.kind is ChangeKind.DUE and iso(change.before) is not None


@dataclass(frozen=True)
class Owed:
    """What one person is to be told of one topic."""

    topic: Topic
    concern: Concern
    news: News
    nth: int  # of what they were told about it, from 1
    before: date | None  # the day they know, or it moved from
    asked: bool = False


def owed(
    topics: Sequence[Topic],
    reading: Reading,
    reader: Reader,
    told: Mapping[str, Sequence[Telling]],
) -> tuple[Owed, ...]:
    """Return what a person is to be told; `told` is what they were, by what it was about."""
    mine = (topic for topic in topics if reader.person.key in topic.concerned)
    seen = (_seen(topic, reading, reader.person) for topic in mine)
    found = (_owed(topic, reader, told.get(topic.id, ())) for topic in seen)
    return tuple(one for one in found if one)


def _seen(topic: Topic, reading: Reading, person: Person) -> Topic:
    """Return a topic without what a person may not read."""
    installation = reading.installation

    def sees(source: str, path: str) -> bool:
        policy, stored = installation.sources.get(source), reading.documents.get((source, path))
        if policy is None or stored is None:
            return False
        return may_see(person, policy, stored.document, installation.directory)

    update = topic.update
    hidden = update and not sees(update.stored.source, update.stored.document.path)
    waiting = tuple(t for t in topic.waiting if sees(t.source, t.path))
    return replace(topic, update=None if hidden else update, waiting=waiting)


def _owed(topic: Topic, reader: Reader, told: Sequence[Telling]) -> Owed | None:
    key, last = reader.person.key, next((t for t in reversed(told) if t.reached), None)
    concerned = topic.concerned.get(key)
    if concerned is None or (topic.early and not concerned.first):
        return None
    news = _news(topic, last)
    if news is News.MOVED and _wrote(topic, reader):
        news = News.DECIDED if topic.decision and not (last and last.decided) else None
    if news is None or _known(topic, news, reader):
        return None
    before = last.due if news is News.CORRECTED and last else topic.before
    asks = _asks(topic, news, key)
    return Owed(topic, concerned.concern, news, len(told) + 1, before, asks)


def _news(topic: Topic, last: Telling | None) -> News | None:
    """Return what is new to somebody who was told last so, if anything is."""
    day = topic.due.day if topic.due else None
    if last is None:
        return News.MOVED if topic.later else None
    if topic.moved or topic.news:
        if last.due != day and (day is None or (last.due and day > last.due)):
            return News.MOVED
        if last.due != day:
            return News.CORRECTED
    if topic.decision and not last.decided:
        return News.DECIDED
    return News.EXPLAINED if topic.reason and not last.explained else None


def _wrote(topic: Topic, reader: Reader) -> bool:
    """Say whether a person wrote the announcement that is all there is to tell."""
    if topic.moved or not topic.update:
        return False
    return reader.person in authors_of(topic.update.stored.document, reader.directory)


def _known(topic: Topic, news: News, reader: Reader) -> bool:
    """Say whether a person knows, because they did it, and is not asked about it."""
    key = reader.person.key
    if _asks(topic, news, key):
        return False
    if news is News.DECIDED:
        return _announcement(topic, None).decided_by == reader.person.name
    kind = ChangeKind.EXPLAINED if news is News.EXPLAINED else ChangeKind.DUE
    change = topic.changes.get(kind)
    return change.touch.person == key if change else _wrote(topic, reader)


def _asks(topic: Topic, news: News, key: str) -> bool:
    unknown = news is News.MOVED and topic.moved is not None and not topic.reason
    return unknown and key in topic.asked


def delay(one: Owed, reading: Reading, reader: Reader) -> Delay:
    """Return what a person is told of one topic, as they read it."""
    topic = one.topic
    url = reader.address(_line(topic)) if topic.update else None
    return Delay(
        entry=_entry(one, reader, url),
        news=one.news,
        announcement=_announcement(topic, url) if topic.update else None,
        waiting=tuple(_waits(topic, reading, reader)),
        asked=one.asked,
        item=bool(topic.tracked and reader.answers(topic.tracked, topic.stored.document)),
        decides=bool(topic.update and reader.decides(topic.update.stored)),
    )


def _line(topic: Topic) -> str:
    """Return the name of the line where an announcement begins, as links have it."""
    assert topic.update  # noqa: S101 - asked before
    stored = topic.update.stored
    document = document_id(stored.source, stored.document.path)
    return f"{document}#L{topic.update.update.line}"


def _announcement(topic: Topic, url: str | None) -> Announcement:
    assert topic.update  # noqa: S101 - only these are decided
    return announcement(topic.update.update, topic.update.stored.document, url)


def _entry(one: Owed, reader: Reader, url: str | None) -> Entry:
    topic, change = one.topic, one.topic.moved
    if topic.tracked:
        entry = reader.entry(topic.tracked, topic.stored.document, one.concern)
    else:
        entry = _announced(one, reader, url)
    return replace(
        entry,
        document=document_id(topic.stored.source, topic.stored.document.path),
        due=topic.due,
        before=one.before,
        detail=topic.reason,
        at=change.touch.at if change else entry.at,
        by=reader.name(change) if change else entry.by,
    )


def _announced(one: Owed, reader: Reader, url: str | None) -> Entry:
    said, document = _announcement(one.topic, url), one.topic.stored.document
    return Entry(
        title=said.title,
        url=url,
        item_id=one.topic.id,
        why=one.concern.why,
        origin=origin_of(document, reader.directory),
        origin_date=document.date,
        first_due=said.original.day if said.original else None,
        by=said.by,
    )


def _waits(topic: Topic, reading: Reading, reader: Reader) -> Iterator[Waiting]:
    """Yield who waits for an ask, and what waits for the topic."""
    if topic.tracked and topic.tracked.item.role is Role.ASK:
        yield replace(_waiting(topic.tracked, reading, reader), title="", url=None)
    for tracked in topic.waiting:
        yield _waiting(tracked, reading, reader)


def _waiting(tracked: TrackedItem, reading: Reading, reader: Reader) -> Waiting:
    stored = reading.documents[tracked.source, tracked.path]
    meant = waiting_people(tracked, stored.document, reader.directory)
    teams = reader.directory.teams_of(reader.person.key)
    return Waiting(
        title=tracked.item.text,
        item_id=tracked.id,
        url=reader.address(tracked.id),
        owners=names_of(meant) or tracked.item.owners,
        mine=any(one.person == reader.person or one.team in teams for one in meant),
    )


def telling(one: Owed, person: str) -> Telling:
    """Return what is remembered of telling it."""
    due = one.topic.due
    return Telling(
        person=person,
        about=one.topic.id,
        nth=one.nth,
        due=due.day if due else None,
        explained=bool(one.topic.reason),
        decided=bool(one.topic.decision),
        asked=one.asked,
    )
