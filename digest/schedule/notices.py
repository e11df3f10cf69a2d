"""Delay notices: what of the dates that moved is told to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.access import may_see
from digest.model.change import Change, ChangeKind
from digest.model.directory import Person
from digest.model.notice import News
from digest.model.owed import Telling
from digest.schedule.concern import Concern, authors_of
from digest.schedule.entries import Reader
from digest.schedule.items import iso
from digest.schedule.reading import Reading
from digest.schedule.topic import Topic

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
        return topic.decided_by == reader.person.name
    kind = ChangeKind.EXPLAINED if news is News.EXPLAINED else ChangeKind.DUE
    change = topic.changes.get(kind)
    return change.touch.person == key if change else _wrote(topic, reader)


def _asks(topic: Topic, news: News, key: str) -> bool:
    unknown = news is News.MOVED and topic.moved is not None and not topic.reason
    return unknown and key in topic.asked


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
