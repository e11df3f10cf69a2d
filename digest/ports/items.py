"""The cache of what the documents say, with its memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digest.model.change import Change, TrackedItem
from digest.model.ledger import (
    Gathered,
    SourceState,
    StoredDocument,
)


class Items(Protocol):
    """The cache of what the documents say, with its memory."""

    def sources(self) -> dict[str, SourceState]:
        """Return what is known of every source, by name."""

    def versions(self, source: str) -> dict[str, str]:
        """Return path to version of every document known of a source."""

    def documents(
        self, source: str | None = None, paths: Sequence[str] | None = None
    ) -> list[StoredDocument]:
        """Return documents, of one source, of some paths, or all."""

    def tracked(
        self,
        source: str | None = None,
        *,
        streams: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[TrackedItem]:
        """Return items, withdrawn ones too, ordered by id."""

    def record_gather(self, gathered: Gathered) -> None:
        """Record everything one gather found, numbering its changes."""

    def record_failure(self, source: str, problem: str, at: datetime) -> None:
        """Record that a source could not be read; its last known state stays."""

    def changes(
        self, *, after: int = 0, item: str | None = None, news_only: bool = True
    ) -> list[Change]:
        """Return changes numbered above `after`, in order; baseline ones only if asked."""

    def last_change(self) -> int:
        """Return the number of the newest change, 0 when there is none."""

    def claim_source(self, name: str, *, until: datetime, now: datetime) -> bool:
        """Lease a source for one gather; False when somebody else has it (machine time)."""

    def renew_source(self, name: str, until: datetime) -> None:
        """Lengthen the lease while its gather lasts."""

    def release_source(self, name: str) -> None:
        """Give the lease back."""
