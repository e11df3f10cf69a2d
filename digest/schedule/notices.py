"""Delay notices: whom a batch of moved dates concerns, one message each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.access import owner_names
from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.edition import Announcement, Entry, Notice, Why
from digest.model.item import Due
from digest.model.ledger import Batch
from digest.model.update import Option, Update
from digest.schedule.concern import Concern, authors_of, leads_of, steward_of
from digest.schedule.entries import Reader, document_id
from digest.schedule.items import iso, newest
from digest.schedule.news import text_of
from digest.schedule.reading import Reading, policy_of


def slips(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that moved a promised day later; history never does."""
    return tuple(
        change
        for change in changes
        if change.kind is ChangeKind.DUE and not change.baseline and _later(change)
    )


def _later(change: Change) -> bool:
    before, after = iso(change.before), iso(change.after)
    return before is not None and after is not None and after > before


def build_notice(reading: Reading, reader: Reader, batch: Batch) -> Notice | None:
    """Return what a batch tells one person, or None when it does not concern them."""
    moved = tuple(_moved(reading, reader, batch.changes))
    announced = tuple(_announced(reading, reader, batch))
    return Notice(reader.person, moved, announced) if moved or announced else None


def _moved(reading: Reading, reader: Reader, changes: Sequence[Change]) -> Iterable[Entry]:
    """Yield what moved; several moves of one item are one, from where it stood at first."""
    by_id = {t.id: t for t in reading.visible_items(reader.person)}
    for item_id, kinds in newest(changes).items():
        tracked, change = by_id.get(item_id), kinds.get(ChangeKind.DUE)
        before = iso(change.before) if change else None
        if tracked is None or change is None or before is None:
            continue
        day = tracked.item.day
        # Moved back before anybody was told: nothing to say.
        if not tracked.live or tracked.item.status.value.closed or not day or day <= before:
            continue
        document = reading.documents[tracked.source, tracked.path].document
        why = _why(reading, reader, tracked, document)
        if why and change.touch.person != reader.person.key:
            entry = reader.entry(tracked, document, why)
            yield replace(entry, before=before, at=change.touch.at, by=reader.name(change))


def _why(
    reading: Reading, reader: Reader, tracked: TrackedItem, document: Document
) -> Concern | None:
    """Return why a moved date is told: own it, lead who owns it, or wrote the document."""
    found = reading.audiences.get(tracked.id, {}).get(reader.person.key)
    if found:
        return found
    if reader.person in leads_of(owner_names(tracked, document), reader.directory):
        return Concern(Why.TEAM)
    if reader.person in authors_of(document, reader.directory):
        return Concern(Why.AUTHOR)
    return None


def _announced(reading: Reading, reader: Reader, batch: Batch) -> Iterable[Announcement]:
    seen = dict(reading.visible_documents(reader.person))
    for path, title in batch.announced:
        stored = seen.get((batch.source, path))
        if stored is None or reader.person not in _audience(stored.document, reader, batch):
            continue
        url = reader.address(document_id(batch.source, path))
        for update in stored.document.updates:
            if update.delays and update.title == title:
                yield announcement(update, stored.document, url)


def _audience(document: Document, reader: Reader, batch: Batch) -> tuple[Person, ...]:
    """Return the teams of those who announce a delay, else the source's steward."""
    authors = authors_of(document, reader.directory)
    teams = [t for author in authors for t in reader.directory.teams_of(author.key)]
    people = [p for t in teams for p in reader.directory.members(t) if p not in authors]
    steward = steward_of(policy_of(reader.installation, batch.source), reader.installation)
    return tuple(people) or ((steward,) if steward else ())


def announcement(update: Update, document: Document, url: str | None) -> Announcement:
    """Return a timeline update as its author wrote it."""
    return Announcement(
        title=update.title,
        url=url,
        by=", ".join(document.authors),
        original=_due(update, "original_eta"),
        new=_due(update, "new_eta") or update.eta,
        reason=text_of(update, "reason"),
        options=update.options or tuple(_options(update)),
        recommendation=text_of(update, "recommendation"),
        scope=text_of(update, "scope_change"),
        delay=text_of(update, "delay"),
        decide_by=update.decide_by,
    )


def _options(update: Update) -> Iterable[Option]:
    """Yield options that stand in prose, or were stored before options had names."""
    said = update.fields.get("options", ())
    texts = said if isinstance(said, tuple) else (text_of(update, "options"),)
    return (Option(update.line, str(number), text) for number, text in enumerate(texts, 1))


def _due(update: Update, field: str) -> Due | None:
    value = update.fields.get(field)
    return value if isinstance(value, Due) else None
