"""The tables, each column with its meaning where the name does not give it.

A migration brings an old store to this; tests hold the two together.
"""

from digest.store.schema.base import metadata
from digest.store.schema.calendars import calendars, fetches
from digest.store.schema.documents import (
    batches,
    changes,
    documents,
    items,
    leases,
    sources,
)
from digest.store.schema.mail import (
    archives,
    bounces,
    deliveries,
    editions,
    handles,
    inbox,
    outcomes,
    tellings,
)
from digest.store.schema.people import (
    aliases,
    due_slots,
    generations,
    notes,
    pauses,
    schedules,
    starts,
    subscribers,
    suspensions,
    tokens,
    unsubscriptions,
)
from digest.store.schema.replies import absences, item_choices, receipts, seen_lines

HEAD = "0021"  # the revision of the migrations that makes this schema

__all__ = [
    "HEAD",
    "absences",
    "aliases",
    "archives",
    "batches",
    "bounces",
    "calendars",
    "changes",
    "deliveries",
    "documents",
    "due_slots",
    "editions",
    "fetches",
    "generations",
    "handles",
    "inbox",
    "item_choices",
    "items",
    "leases",
    "metadata",
    "notes",
    "outcomes",
    "pauses",
    "receipts",
    "schedules",
    "seen_lines",
    "sources",
    "starts",
    "subscribers",
    "suspensions",
    "tellings",
    "tokens",
    "unsubscriptions",
]
