"""What the workflow needs from the world: one small interface for each edge.

Every method of a store is one transaction.  Implementations raise `Transient` for what may
succeed later and `Permanent` for what will not; nothing else that a caller should catch.
"""

from typing import Protocol

from digest.ports.draft import Draft, Landed, Note, Rewritten
from digest.ports.items import Contents, Items, Recorded
from digest.ports.mail import Ledger, Outbox
from digest.ports.people import Aliases, Calendars, Counts, DueSlots, Subscribers, Tokens
from digest.ports.replies import Replies
from digest.ports.source import Snapshot, Source, Step
from digest.ports.world import Clock, NotSent, Resolver, Sent, Transport, Wake

__all__ = [
    "Aliases",
    "Calendars",
    "Clock",
    "Contents",
    "Counts",
    "Draft",
    "DueSlots",
    "Items",
    "Landed",
    "Ledger",
    "NotSent",
    "Note",
    "Outbox",
    "Recorded",
    "Replies",
    "Resolver",
    "Rewritten",
    "Sent",
    "Snapshot",
    "Source",
    "Step",
    "Store",
    "Subscribers",
    "Tokens",
    "Transport",
    "Wake",
]


class Store(
    Items,
    Outbox,
    Ledger,
    Replies,
    Tokens,
    Subscribers,
    Aliases,
    DueSlots,
    Calendars,
    Counts,
    Protocol,
):
    """All of it: one database."""

    def close(self) -> None:
        """Close all connections; the next call opens new ones."""
