"""A field that has no column would be lost without a word."""

from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import Table

from digest.model.change import Change, Touch, TrackedItem
from digest.model.ledger import (
    Batch,
    Delivery,
    InboxEntry,
    SourceState,
    StoredDocument,
    TokenRecord,
)
from digest.model.owed import EditionRecord, Slot
from digest.store import schema

ELSEWHERE: dict[type[Any], set[str]] = {
    Batch: {"changes"},  # rows of their own
    Change: {"touch"},  # columns beside it
    Delivery: {"sent_at", "told"},  # settled_at, where it was sent; a row of the archives
    EditionRecord: {"slot"},  # columns beside it
    TokenRecord: {"revoked"},  # older than its subject's generation
}
TABLES: dict[type[Any], Table] = {
    Batch: schema.batches,
    Change: schema.changes,
    Delivery: schema.deliveries,
    EditionRecord: schema.editions,
    InboxEntry: schema.inbox,
    Slot: schema.editions,
    SourceState: schema.sources,
    StoredDocument: schema.documents,
    TokenRecord: schema.tokens,
    Touch: schema.changes,
    TrackedItem: schema.items,
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_of_a_stored_value_has_a_column(kind: type[Any]):
    named = {field.name for field in fields(kind)} - ELSEWHERE.get(kind, set())
    assert named <= set(TABLES[kind].c.keys())
