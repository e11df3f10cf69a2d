"""One reading of the store, shared by every message that is made from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.access import may_see
from digest.model.change import Change, TrackedItem
from digest.model.directory import Person
from digest.model.installation import Installation, SourcePolicy
from digest.model.ledger import SourceState, StoredDocument

Place = tuple[str, str]  # source, path


@dataclass(frozen=True)
class Reading:
    """What the store holds at one moment."""

    now: datetime
    items: tuple[TrackedItem, ...]
    documents: Mapping[Place, StoredDocument]
    sources: Mapping[str, SourceState]
    changes: tuple[Change, ...] = ()  # news, in order
    through: int = 0  # number of the last change before those

    def document(self, tracked: TrackedItem) -> StoredDocument | None:
        """Return the document an item stands in, if it is still known."""
        return self.documents.get((tracked.source, tracked.path))

    def visible_items(self, person: Person, installation: Installation) -> list[TrackedItem]:
        """Return the items a person may see, whose document is known."""
        seen = {place for place, _ in self.visible_documents(person, installation)}
        return [t for t in self.items if (t.source, t.path) in seen]

    def visible_documents(
        self, person: Person, installation: Installation
    ) -> list[tuple[Place, StoredDocument]]:
        """Return the documents a person may see."""
        return [
            (place, stored)
            for place, stored in self.documents.items()
            if place[0] in installation.sources
            and may_see(
                person,
                installation.sources[place[0]],
                stored.document,
                installation.directory,
            )
        ]


def policy_of(installation: Installation, source: str) -> SourcePolicy:
    """Return the policy of a source; one that is gone from the settings may not be written."""
    return installation.sources.get(source, SourcePolicy(source))
