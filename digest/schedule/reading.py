"""One reading of the store, shared by every message that is made from it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from digest.access import may_see, open_to_all, owner_names, reads
from digest.model.change import Change, TrackedItem
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.installation import Installation, SourcePolicy
from digest.model.ledger import SourceState, StoredDocument
from digest.model.replies import ItemChoice
from digest.schedule.concern import Concern, Rules, audience

Place = tuple[str, str]  # source, path


@dataclass(frozen=True)
class There:
    """Some documents, and who may see those of them that are there."""

    installation: Installation
    documents: Mapping[Place, StoredDocument]

    def visible_to(self, person: Person) -> list[tuple[Place, StoredDocument]]:
        """Return what a person may see."""
        sources, directory = self.installation.sources, self.installation.directory
        return [
            (place, stored)
            for place, stored, open_ in (self._present if reads(person, directory) else ())
            if open_ or may_see(person, sources[place[0]], stored.document, directory)
        ]

    @cached_property
    def _present(self) -> Sequence[tuple[Place, StoredDocument, bool]]:
        """Return the documents that are there, and whether everybody may see them."""
        sources = self.installation.sources
        return [
            (place, stored, open_to_all(sources[place[0]], stored.document))
            for place, stored in self.documents.items()
            if place[0] in sources and stored.removed_at is None
        ]


@dataclass(frozen=True)
class Reading:
    """What the store holds at one moment, and whom it concerns.

    `documents` hold removed ones too, for what vanished with them.  `listeners` are the keys
    of the people who get mail.
    """

    now: datetime
    installation: Installation
    items: tuple[TrackedItem, ...]
    documents: Mapping[Place, StoredDocument]
    sources: Mapping[str, SourceState]
    listeners: frozenset[str]
    changes: tuple[Change, ...] = ()  # news, in order
    through: int = 0  # number of the newest change of all
    recorded: int = 0  # number of the newest recording
    moves: Mapping[str, Sequence[Change]] = field(default_factory=dict)  # of dates, by item
    # Keys of who was asked why an item moved and has not said it, by item.
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    choices: Mapping[str, Sequence[ItemChoice]] = field(default_factory=dict)  # by item
    away: Mapping[str, date] = field(default_factory=dict)  # person -> the day they are back

    @property
    def as_of(self) -> datetime:
        """When the source that was read longest ago was read."""
        return min((s.gathered_at for s in self.sources.values()), default=self.now)

    def document(self, tracked: TrackedItem) -> StoredDocument | None:
        """Return the document an item stands in, or stood in."""
        return self.documents.get((tracked.source, tracked.path))

    @cached_property
    def audiences(self) -> Mapping[str, Mapping[str, Concern]]:
        """Whom each item concerns: item id to person to why."""
        found = {}
        for tracked in self.items:
            stored = self.document(tracked)
            if stored and tracked.source in self.installation.sources:
                rules = self.rules(tracked.source)
                found[tracked.id] = audience(tracked, stored.document, rules)
        return found

    def rules(self, source: str) -> Rules:
        """Return who may hear of what stands in a source."""
        policy = policy_of(self.installation, source)
        return Rules(
            policy,
            self.installation,
            listens=lambda person: person.key in self.listeners,
            escalates=self._escalates,
            not_theirs=self._not_theirs,
        )

    def _not_theirs(self, tracked: TrackedItem, document: Document) -> frozenset[str]:
        """Return who said of an item, as it is owned now, that it is not theirs."""
        choices = self.choices.get(tracked.id, ())
        owners = ", ".join(owner_names(tracked, document)) if choices else ""
        return frozenset(choice.person for choice in choices if choice.not_mine == owners)

    def quiet(self, person: str, item: str, day: date) -> bool:
        """Return whether a person asked not to be reminded of an item yet."""
        return any(
            choice.person == person and choice.quiet_until and day < choice.quiet_until
            for choice in self.choices.get(item, ())
        )

    def _escalates(self, tracked: TrackedItem) -> bool:
        """Return whether an item is so late that the lead of its owner's team hears of it."""
        grace, item = self.installation.reminders.escalate_after, tracked.item
        if grace is None or item.day is None or item.status.value.closed:
            return False
        return (self.now.date() - item.day).days > grace

    def items_for(self, person: Person) -> list[tuple[TrackedItem, StoredDocument, Concern]]:
        """Return the items that concern a person, each with its document and why."""
        return self._concerning.get(person.key, [])

    @cached_property
    def _concerning(
        self,
    ) -> Mapping[str, list[tuple[TrackedItem, StoredDocument, Concern]]]:
        """Return for each person what concerns them: a digest costs what it tells."""
        found: dict[str, list[tuple[TrackedItem, StoredDocument, Concern]]] = defaultdict(list)
        for tracked in self.items:
            stored = self.document(tracked)
            for key, concern in self.audiences.get(tracked.id, {}).items():
                if stored:
                    found[key].append((tracked, stored, concern))
        return found

    @cached_property
    def by_id(self) -> Mapping[str, TrackedItem]:
        """Return every item by its id."""
        return {tracked.id: tracked for tracked in self.items}

    def done_since(self, person: Person, since: datetime) -> int:
        """Return how many items that a person may see were done after a moment."""
        lately = self._done[bisect_left(self._done, since, key=_when) :]
        seen = {place for place, _ in self.visible_documents(person)} if lately else set()
        return sum((tracked.source, tracked.path) in seen for _, tracked in lately)

    @cached_property
    def _done(self) -> Sequence[tuple[datetime, TrackedItem]]:
        done = [(t.done_at, t) for t in self.items if t.done_at]
        return sorted(done, key=_when)

    def visible_items(self, person: Person) -> list[TrackedItem]:
        """Return the items a person may see."""
        seen = {place for place, _ in self.visible_documents(person)}
        return [t for t in self.items if (t.source, t.path) in seen]

    def visible_documents(self, person: Person) -> list[tuple[Place, StoredDocument]]:
        """Return the documents that are there and that a person may see."""
        return self._there.visible_to(person)

    @cached_property
    def _there(self) -> There:
        return There(self.installation, self.documents)


def _when(done: tuple[datetime, TrackedItem]) -> datetime:
    return done[0]


def policy_of(installation: Installation, source: str) -> SourcePolicy:
    """Return the policy of a source; one that is gone from the settings may not be written."""
    return installation.sources.get(source, SourcePolicy(source))
