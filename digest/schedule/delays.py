"""One delay as one person reads it: facts and addresses, before any words."""

from collections.abc import Iterator
from dataclasses import replace

from digest.model.change import TrackedItem
from digest.model.entry import Entry
from digest.model.item import Role
from digest.model.notice import Announcement, Delay, Waiting
from digest.schedule.announcements import announcement
from digest.schedule.concern import names_of
from digest.schedule.concerned import waiting_people
from digest.schedule.entries import Reader, document_id, origin_of
from digest.schedule.notices import Owed
from digest.schedule.reading import Reading
from digest.schedule.topic import Topic


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
        serial=document.series is not None,
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
