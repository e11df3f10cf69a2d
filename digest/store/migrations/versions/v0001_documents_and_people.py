"""Documents, items, changes; tokens and what people decided."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import (
    DAY,
    FLAG,
    INSTANT,
    INTEGER,
    JSON,
    RISING,
    TEXT,
    columns,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make these tables in an empty store."""
    _batches()
    _documents()
    _items()
    _leases()
    _sources()
    _changes()
    _generations()
    _notes()
    _starts()
    _subscribers()
    _suspensions()
    _tokens()
    _unsubscriptions()


def _batches() -> None:
    op.create_table(
        "batches",
        *columns(TEXT, "id", "source"),
        *columns(INSTANT, "due_at"),
        *columns(JSON, "announced"),
        *columns(FLAG, "fixed"),
        *columns(INSTANT, "told_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_batches_told_at_due_at", "batches", ["told_at", "due_at"])


def _documents() -> None:
    op.create_table(
        "documents",
        *columns(TEXT, "source", "path", "version", "revision"),
        *columns(INSTANT, "seen_at"),
        *columns(FLAG, "baseline"),
        *columns(INSTANT, "removed_at", nullable=True),
        *columns(JSON, "document"),
        sa.PrimaryKeyConstraint("source", "path"),
    )


def _items() -> None:
    op.create_table(
        "items",
        *columns(TEXT, "id", "source", "path", "stream", "status"),
        *columns(DAY, "due", "first_due", nullable=True),
        *columns(INTEGER, "moves", "sequence"),
        *columns(INSTANT, "seen_at", "changed_at"),
        *columns(INSTANT, "closed_at", "withdrawn_at", nullable=True),
        *columns(TEXT, "revision"),
        *columns(JSON, "item"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_items_source_stream", "items", ["source", "stream"])
    op.create_index("ix_items_status_due", "items", ["status", "due"])


def _leases() -> None:
    op.create_table(
        "leases",
        *columns(TEXT, "name", "owner"),
        *columns(INSTANT, "until"),
        sa.PrimaryKeyConstraint("name"),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        *columns(TEXT, "name", "revision"),
        *columns(INSTANT, "gathered_at"),
        *columns(INTEGER, "items"),
        *columns(TEXT, "problem"),
        *columns(INSTANT, "failed_since", nullable=True),
        *columns(FLAG, "baselined"),
        sa.PrimaryKeyConstraint("name"),
    )


def _changes() -> None:
    op.create_table(
        "changes",
        *columns(RISING, "number"),
        *columns(TEXT, "item_id", "kind", "before", "after"),
        *columns(INSTANT, "at"),
        *columns(TEXT, "author", "mail", "revision"),
        *columns(TEXT, "person", nullable=True),
        *columns(FLAG, "sure", "baseline"),
        *columns(TEXT, "batch", nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"]),
        sa.PrimaryKeyConstraint("number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_batch", "changes", ["batch"])
    op.create_index("ix_changes_item_id_number", "changes", ["item_id", "number"])


def _generations() -> None:
    op.create_table(
        "generations",
        *columns(TEXT, "purpose", "subject"),
        *columns(INTEGER, "generation"),
        sa.PrimaryKeyConstraint("purpose", "subject"),
    )


def _notes() -> None:
    op.create_table("notes", *columns(TEXT, "key", "value"), sa.PrimaryKeyConstraint("key"))


def _starts() -> None:
    op.create_table(
        "starts",
        *columns(TEXT, "person"),
        *columns(INSTANT, "at"),
        sa.PrimaryKeyConstraint("person"),
    )


def _subscribers() -> None:
    op.create_table(
        "subscribers",
        *columns(TEXT, "person"),
        *columns(INSTANT, "since"),
        sa.PrimaryKeyConstraint("person"),
    )


def _suspensions() -> None:
    op.create_table(
        "suspensions",
        *columns(TEXT, "person"),
        *columns(INSTANT, "at"),
        *columns(TEXT, "why"),
        sa.PrimaryKeyConstraint("person"),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        *columns(TEXT, "hash", "purpose", "subject"),
        *columns(INTEGER, "generation"),
        *columns(INSTANT, "expires_at", nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )


def _unsubscriptions() -> None:
    op.create_table(
        "unsubscriptions",
        *columns(TEXT, "person", "kind"),
        sa.PrimaryKeyConstraint("person", "kind"),
    )
