"""The cache of what the documents say, with its memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.ledger import (
    Gathered,
    SourceState,
    StoredDocument,
)


@dataclass(frozen=True)
class Contents:
    """Everything known at one moment.

    All but the newest changes are here together: no change is missing for what an item says,
    and no item for what a change says.
    """

    items: tuple[TrackedItem, ...]  # withdrawn ones too, ordered by id
    documents: tuple[StoredDocument, ...]  # removed ones too, ordered by source and path
    sources: dict[str, SourceState]  # by name
    changes: tuple[Change, ...]  # news numbered above the number asked for, in order
    through: int  # number of the newest change of all, 0 when there is none
    recorded: int = 0  # number of the newest recording, 0 when there is none


@dataclass(frozen=True)
class Recorded:
    """What recordings wrote, and the number of the newest recording of all, 0 for none."""

    items: tuple[TrackedItem, ...]  # withdrawn ones too, ordered by id
    documents: tuple[StoredDocument, ...]  # removed ones too, ordered by source and path
    newest: int


class Items(Protocol):
    """The cache of what the documents say, with its memory."""

    def sources(self) -> dict[str, SourceState]:
        """Return what is known of every source, by name."""

    def versions(self, source: str) -> dict[str, str]:
        """Return path to version of every document that is there, of a source."""

    def documents(
        self,
        source: str | None = None,
        paths: Sequence[str] | None = None,
        *,
        series: str | None = None,
        removed: bool = False,
    ) -> list[StoredDocument]:
        """Return documents, of a source, paths, a series, or all; removed ones if asked."""

    def contents(self, *, after: int = 0) -> Contents:
        """Return everything known at one moment, and the news numbered above `after`."""

    def recorded(self, after: int) -> Recorded:
        """Return what was written by recordings numbered above `after`; all where it is -1."""

    def tracked(
        self,
        source: str | None = None,
        *,
        streams: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
        withdrawn_since: datetime | None = None,
    ) -> list[TrackedItem]:
        """Return items, ordered by id; withdrawn ones too, or only those."""

    def record_gather(self, gathered: Gathered) -> None:
        """Record everything one gather found, numbering its changes.

        A document that comes back keeps when it was first seen.  A
        batch joins one of its source that nobody has been given to tell and that is not due
        at `gathered.at`; the id and the due moment of that one stay.

        Raises:
            Transient: the lease of the source is not its owner's; nothing is recorded.
        """

    def record_failure(self, source: str, problem: str, at: datetime) -> None:
        """Record that a source could not be read; its last known state stays."""

    def changes(
        self,
        *,
        after: int = 0,
        item: str | None = None,
        kind: ChangeKind | None = None,
        since: datetime | None = None,
        news_only: bool = True,
    ) -> list[Change]:
        """Return changes numbered above `after`, in order; baseline ones only if asked."""

    def last_change(self) -> int:
        """Return the number of the newest change, 0 when there is none."""

    def claim_source(self, name: str, *, owner: str, until: datetime, now: datetime) -> bool:
        """Lease a source for one gather; False when somebody has it (machine time).

        `owner` names this one gather: no other may ever be called the same.
        """

    def renew_source(self, name: str, *, owner: str, until: datetime) -> bool:
        """Lengthen the lease while its gather lasts; False when it is not ours any more."""

    def release_source(self, name: str, *, owner: str) -> None:
        """Give the lease back, if it is still ours."""
