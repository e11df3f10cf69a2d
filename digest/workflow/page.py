"""What a page shows of an item or a document: the same facts as mail, and the history."""

from dataclasses import dataclass
from datetime import datetime

from digest.access import may_see
from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.ledger import StoredDocument
from digest.schedule.concern import names_of, owners_of
from digest.schedule.entries import document_id, origin_of
from digest.schedule.reading import policy_of
from digest.workflow.links import filled
from digest.workflow.world import World


@dataclass(frozen=True)
class Event:
    """One change, as the page tells it."""

    at: datetime
    by: str
    kind: ChangeKind
    before: str
    after: str


@dataclass(frozen=True)
class ItemPage:
    """An item, where it stands, and what happened to it, newest first."""

    tracked: TrackedItem
    origin: str  # of its document, as a reader would say
    document: Document
    owners: tuple[str, ...]
    events: tuple[Event, ...]
    url: str | None = None  # where its source shows it

    @property
    def document_id(self) -> str:
        """The document's page."""
        return document_id(self.tracked.source, self.tracked.path)


@dataclass(frozen=True)
class DocumentPage:
    """A document: its facts, its items, what it tells and what it taught."""

    source: str
    origin: str
    document: Document
    items: tuple[TrackedItem, ...]  # those that stand in it now, in the order of their lines
    url: str | None = None
    removed_at: datetime | None = None  # it is not there any more


def item_page(world: World, item: str, viewer: Person) -> ItemPage | None:
    """Return an item's page, or None where there is none that the viewer may see."""
    tracked = next(iter(world.store.tracked(ids=[item])), None)
    stored = tracked and _seen(world, tracked.source, tracked.path, viewer)
    if not tracked or not stored:
        return None
    directory = world.installation.directory
    changes = world.store.changes(item=item, news_only=False)
    return ItemPage(
        tracked=tracked,
        origin=origin_of(stored.document, directory),
        document=stored.document,
        owners=names_of(owners_of(tracked, stored.document, directory)) or tracked.item.owners,
        events=tuple(_event(world, change) for change in reversed(changes)),
        url=_url(world, stored, tracked.item.line, tracked.revision),
    )


def document_page(world: World, id_: str, viewer: Person) -> DocumentPage | None:
    """Return a document's page, or None where there is none that the viewer may see."""
    for stored in world.store.documents(removed=True):
        if document_id(stored.source, stored.document.path) == id_:
            seen = _seen(world, stored.source, stored.document.path, viewer)
            return _document(world, stored) if seen else None
    return None


def _document(world: World, stored: StoredDocument) -> DocumentPage:
    path = stored.document.path
    here = [t for t in world.store.tracked(stored.source) if t.path == path and t.live]
    return DocumentPage(
        source=stored.source,
        origin=origin_of(stored.document, world.installation.directory),
        document=stored.document,
        items=tuple(sorted(here, key=lambda tracked: tracked.item.line)),
        url=_url(world, stored, 1, stored.revision),
        removed_at=stored.removed_at,
    )


def _url(world: World, stored: StoredDocument, line: int, revision: str) -> str | None:
    link = policy_of(world.installation, stored.source).link
    return filled(link, stored.document.path, line, revision) if link else None


def _seen(world: World, source: str, path: str, viewer: Person) -> StoredDocument | None:
    stored = next(iter(world.store.documents(source, [path], removed=True)), None)
    if stored is None or source not in world.installation.sources:
        return None
    policy = policy_of(world.installation, source)
    directory = world.installation.directory
    return stored if may_see(viewer, policy, stored.document, directory) else None


def _event(world: World, change: Change) -> Event:
    directory, touch = world.installation.directory, change.touch
    person = directory.people.get(touch.person or "") or directory.by_mail(touch.mail)
    by = person.name if person else touch.author
    return Event(change.touch.at, by, change.kind, change.before, change.after)
