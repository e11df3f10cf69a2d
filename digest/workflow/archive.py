"""A message as its page shows it again: from what it told, without anything that acts."""

from dataclasses import replace

from digest.access import may_see
from digest.logs import Log
from digest.model.directory import Person
from digest.model.edition import Edition, Group, Line, Scoped, Section
from digest.model.entry import Entry
from digest.model.ids import delivery_id
from digest.model.ledger import Delivery, Purpose
from digest.model.message import Links
from digest.model.notice import Delay, Notice
from digest.schedule.entries import document_id
from digest.schedule.reading import policy_of
from digest.schedule.slots import local_day
from digest.workflow.addresses import Addresses
from digest.workflow.duty import as_chosen
from digest.workflow.linking import PAGE_LIVES
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.world import World

log = Log(__name__)


def shown_again(world: World, delivery: Delivery, viewer: Person, page: str) -> str | None:
    """Return the html of a message for its reader, None where it is not kept.

    Lines of documents that the reader may not see any more, or that are not known any more, are
    left out.  `page` is what addresses of items and documents begin with.
    """
    told = world.store.told(delivery.id)
    if told is None:
        return None
    person = as_chosen(viewer, world.store.choices(viewer.key, now=world.clock.now()))
    sight = _Sight(world, viewer, page)
    title, links = world.installation.title, Links(None, None, None, None, archived=True)
    if isinstance(told, Notice):
        notice = sight.notice(told, person)
        today = local_day(person.schedule, delivery.queued_at)
        if not notice.delays:
            return None
        return world.render.delay(notice, title, links, today=today).html
    edition = sight.edition(told, person)
    if delivery.kind == "reminder":
        if not any(section.entries for section in edition.sections):
            return None
        return world.render.reminder(edition, title, links).html
    return world.render.digest(edition, title, links).html


class _Sight:
    """What one reader may see of a message now."""

    def __init__(self, world: World, viewer: Person, page: str) -> None:
        self._world, self._viewer, self._page = world, viewer, page
        documents = world.store.documents(removed=True)
        self._documents = {
            (stored.source, stored.document.path): stored
            for stored in documents
            if stored.source in world.installation.sources
        }
        self._places = {document_id(*place): place for place in self._documents}

    def edition(self, told: Edition, person: Person) -> Edition:
        """Return an edition with the lines that are left."""
        self._find([entry.item_id for _, entry in told.lines])
        sections = tuple(
            Section(s.key, kept, s.total - len(s.entries) + len(kept))
            for s in told.sections
            for kept in (self._kept(s.entries),)
        )
        scoped = tuple(map(self._scoped, told.scoped))
        return replace(told, subscriber=person, sections=sections, scoped=scoped)

    def _scoped(self, told: Scoped) -> Scoped:
        """Return a scope with the lines that are left, under the names that are left."""
        groups = tuple(
            Group(group.names, lines) for group in told.groups if (lines := self._lines(group))
        )
        shown = sum(len(group.lines) for group in groups)
        return replace(told, groups=groups, total=told.more + shown)

    def _lines(self, group: Group) -> tuple[Line, ...]:
        kept = ((line.key, self._kept((line.entry,))) for line in group.lines)
        return tuple(Line(key, entry) for key, entries in kept for entry in entries)

    def notice(self, told: Notice, person: Person) -> Notice:
        """Return a notice with the delays that are left."""
        self._find([w.item_id for one in told.delays for w in one.waiting])
        seen = (one for one in told.delays if self._visible(one.entry.document))
        return Notice(person, tuple(map(self._delay, seen)))

    def _delay(self, one: Delay) -> Delay:
        waiting = tuple(
            replace(w, url=w.url or (f"{self._page}/{w.item_id}" if w.title else None))
            for w in one.waiting
            if self._visible(w.item_id)
        )
        said = one.announcement
        if said and not said.url:
            said = replace(said, url=f"{self._page}/{one.entry.document}")
        entry = self._linked(one.entry, one.entry.item_id if one.item else one.entry.document)
        return replace(one, entry=entry, announcement=said, waiting=waiting)

    def _find(self, items: list[str]) -> None:
        found = self._world.store.tracked(ids=[item for item in items if item])
        self._places |= {tracked.id: (tracked.source, tracked.path) for tracked in found}

    def _kept(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        named = ((entry, entry.item_id or entry.document) for entry in entries)
        return tuple(self._linked(entry, id_) for entry, id_ in named if self._visible(id_))

    def _linked(self, entry: Entry, id_: str) -> Entry:
        return replace(entry, url=entry.url or f"{self._page}/{id_}")

    def _visible(self, id_: str) -> bool:
        place = self._places.get(id_)
        stored = self._documents.get(place) if place else None
        if stored is None:
            return False
        installation = self._world.installation
        policy = policy_of(installation, stored.source)
        return may_see(self._viewer, policy, stored.document, installation.directory)


def mail_link(world: World, delivery: str, person: Person) -> bool:
    """Mail a new link to a message whose own has expired, once a day at most."""
    subject = f"{delivery}/{world.clock.now().date().isoformat()}"
    public = world.installation.public_url
    if not public or world.store.delivery(delivery_id("link", subject, person.key)):
        return False
    world.store.rotate(Purpose.PAGE, delivery)
    message, addresses = letter(world, "link", subject, person), Addresses(world)
    page = f"{public}/p/{addresses.token(Purpose.PAGE, delivery, PAGE_LIVES)}/archive"
    words = world.render.link(person, world.installation.title, message.links, page=page)
    with_token = replace(message, tokens=(*message.tokens, *addresses.given))
    log.info("link mailed", person=person.key, delivery=delivery)
    return queue(world, with_token, words, Sending())
