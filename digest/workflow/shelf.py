"""Every item with what a calendar says of it, kept from one look at the store to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Lock

from digest.ical import Entry
from digest.model.change import TrackedItem
from digest.model.directory import Person, fold
from digest.model.installation import Installation
from digest.model.item import ActionItem
from digest.model.ledger import StoredDocument
from digest.render.calendars import item_words
from digest.render.language import Language
from digest.schedule.concern import meant_by, owners_of
from digest.schedule.reading import Place, There
from digest.workflow.announced import Days, announced
from digest.workflow.links import linked
from digest.workflow.world import World


@dataclass(frozen=True)
class Card:
    """An item, its document, and whose it is.  Unless one of them changes it stays the same."""

    tracked: TrackedItem
    stored: StoredDocument
    people: frozenset[str]  # keys of the people who answer for it
    teams: frozenset[str]  # keys of the teams that do
    owners: tuple[str, ...]  # their names
    url: str | None = None  # of its line
    _kept: dict[tuple[str, bool], Entry] = field(
        default_factory=dict, repr=False, compare=False
    )

    def entry(self, language: Language, *, own: bool = False) -> Entry:
        """Return it as a calendar shows it; its owner's `own` does not name them."""
        key = language.tag, own
        if key not in self._kept:
            owners, title = () if own else self.owners, self.stored.document.title
            words = item_words(self.tracked, title, owners, self.url, language=language)
            self._kept[key] = Entry(self.tracked, words)
        return self._kept[key]

    @property
    def priority(self) -> str | None:
        """`P0` to `P4`, where one is understood."""
        return self.tracked.item.priority.value if self.tracked.item.priority else None

    @cached_property
    def folded(self) -> str:
        """Its text as texts are compared."""
        return fold(self.tracked.item.text)

    @cached_property
    def place(self) -> Place:
        """Where it stands."""
        return self.tracked.source, self.tracked.path


@dataclass(frozen=True)
class Sheet:
    """What the shelf holds at one moment."""

    number: int  # of the newest recording; rising
    cards: tuple[Card, ...]  # live ones, ordered by id
    documents: Mapping[Place, StoredDocument]  # those that are there
    announced: Mapping[Place, tuple[Days, ...]]
    there: There  # the same documents, by who may see them
    turns: int = 0  # how often items came, went, and changed so that calendars count it; rising

    def seen_by(self, person: Person) -> frozenset[Place]:
        """Return the documents a person may read."""
        return frozenset(place for place, _ in self.there.visible_to(person))

    def meant(self, days: Days) -> ActionItem | None:
        """Return the item that a delay notice is about; None unless one alone is called so."""
        found = self._called.get((days.stored.source, fold(days.told.title)), ())
        return found[0].tracked.item if len(found) == 1 else None

    @cached_property
    def _called(self) -> Mapping[tuple[str, str], Sequence[Card]]:
        found: dict[tuple[str, str], list[Card]] = {}
        for card in self.cards:
            found.setdefault((card.tracked.source, card.folded), []).append(card)
        return found


class Shelf:
    """Reads the store once, and afterwards what was written since.  Threads may share it."""

    def __init__(self, world: World) -> None:
        self._world, self._lock = world, Lock()
        self._cards: dict[str, Card] = {}
        self._items: dict[str, TrackedItem] = {}
        self._documents: dict[Place, StoredDocument] = {}
        self._announced: dict[Place, tuple[Days, ...]] = {}
        self._turns = 0
        self._sheet = Sheet(-1, (), {}, {}, There(world.installation, {}))

    def look(self) -> Sheet:
        """Return what the store holds now."""
        with self._lock:
            newer = self._world.store.recorded(self._sheet.number)
            if newer.newest < self._sheet.number:  # another store, as after a restore
                self._forget()
                newer = self._world.store.recorded(-1)
            if newer.newest != self._sheet.number:
                self._take(newer.items, newer.documents)
                cards = tuple(card for _, card in sorted(self._cards.items()))
                there, told = dict(self._documents), dict(self._announced)
                visible = There(self._world.installation, there)
                self._sheet = Sheet(newer.newest, cards, there, told, visible, self._turns)
            return self._sheet

    def _forget(self) -> None:
        for kept in (self._cards, self._items, self._documents, self._announced):
            kept.clear()
        self._turns = 0

    def _take(self, items: Sequence[TrackedItem], documents: Iterable[StoredDocument]) -> None:
        places = set()
        for stored in documents:
            place = stored.source, stored.document.path
            places.add(place)
            self._documents.pop(place, None)
            self._announced.pop(place, None)
            if stored.removed_at is None:
                self._documents[place] = stored
                link = partial(_link, self._world.installation, stored)
                found = announced(stored, link)
                if found:
                    self._announced[place] = found
        changed = {tracked.id: tracked for tracked in items}
        before = filter(None, map(self._items.get, changed))
        self._turns += sum(map(_turns, items)) - sum(map(_turns, before))
        self._items |= changed
        for id_ in [*changed, *self._standing_in(places, changed)]:
            self._put(self._items[id_])

    def _standing_in(
        self, places: set[Place], changed: Mapping[str, TrackedItem]
    ) -> Iterator[str]:
        for id_, tracked in self._items.items():
            if (tracked.source, tracked.path) in places and id_ not in changed:
                yield id_

    def _put(self, tracked: TrackedItem) -> None:
        stored = self._documents.get((tracked.source, tracked.path))
        if tracked.live and stored:
            self._cards[tracked.id] = card_of(self._world.installation, tracked, stored)
        else:
            self._cards.pop(tracked.id, None)


def _turns(tracked: TrackedItem) -> int:
    """Return a number that rises when an item comes, is changed, goes, and comes back."""
    return 2 * tracked.sequence + (1 if tracked.live else 2)  # coming back raises the sequence


def card_of(installation: Installation, tracked: TrackedItem, stored: StoredDocument) -> Card:
    """Return the card of an item."""
    owners = owners_of(tracked, stored.document, installation.directory)
    return Card(
        tracked,
        stored,
        frozenset(owner.person.key for owner in owners if owner.person),
        frozenset(owner.team.key for owner in owners if owner.team),
        tuple(owner.name for owner in meant_by(owners)),
        linked(
            installation, (tracked.source, tracked.path), tracked.item.line, tracked.revision
        ),
    )


def _link(installation: Installation, stored: StoredDocument, line: int) -> str | None:
    """Return the address of a line of a document, where its source has one."""
    return linked(installation, (stored.source, stored.document.path), line, stored.revision)
