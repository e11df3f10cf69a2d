"""Mail that is owed and mail that arrived."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import (
    BIG,
    BYTES,
    DAY,
    FLAG,
    INSTANT,
    INTEGER,
    JSON,
    RISING,
    TEXT,
    columns,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both ledgers."""
    _deliveries()
    _handles()
    _inbox()
    _editions()
    _outcomes()


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        *columns(RISING, "number"),
        *columns(
            TEXT,
            "id",
            "kind",
            "subject",
            "recipient",
            "address",
            "envelope_sender",
            "message_id",
        ),
        *columns(BYTES, "raw"),
        *columns(INSTANT, "queued_at"),
        *columns(TEXT, "title"),
        *columns(JSON, "handles"),
        *columns(TEXT, "state"),
        *columns(INTEGER, "attempts"),
        *columns(INSTANT, "next_attempt", "lease_until", "settled_at", nullable=True),
        *columns(TEXT, "last_error", "reply"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("kind", "subject", "recipient"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_settled_at", "deliveries", ["settled_at"])
    op.create_index("ix_deliveries_state_number", "deliveries", ["state", "number"])


def _handles() -> None:
    op.create_table(
        "handles",
        *columns(TEXT, "person", "item_id"),
        *columns(INTEGER, "handle"),
        sa.PrimaryKeyConstraint("person", "item_id"),
        sa.UniqueConstraint("person", "handle"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        *columns(RISING, "number"),
        *columns(TEXT, "id", "message_id"),
        *columns(TEXT, "first_copy", nullable=True),
        *columns(TEXT, "signature"),
        *columns(TEXT, "first_signature", nullable=True),
        *columns(BYTES, "raw"),
        *columns(TEXT, "envelope_sender"),
        *columns(JSON, "recipients"),
        *columns(INSTANT, "received_at"),
        *columns(TEXT, "state", "note"),
        *columns(TEXT, "person", nullable=True),
        *columns(FLAG, "confirmed"),
        *columns(INTEGER, "attempts"),
        *columns(INSTANT, "next_attempt", "lease_until", nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("first_copy"),
        sa.UniqueConstraint("first_signature"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_state_number", "inbox", ["state", "number"])


def _editions() -> None:
    op.create_table(
        "editions",
        *columns(TEXT, "person", "cadence"),
        *columns(DAY, "day"),
        *columns(INSTANT, "made_at"),
        *columns(BIG, "through"),
        *columns(TEXT, "delivery", nullable=True),
        *columns(FLAG, "rehearsed"),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.id"]),
        sa.PrimaryKeyConstraint("person", "cadence", "day"),
    )


def _outcomes() -> None:
    op.create_table(
        "outcomes",
        *columns(TEXT, "entry"),
        *columns(INTEGER, "position"),
        *columns(TEXT, "outcome"),
        sa.ForeignKeyConstraint(["entry"], ["inbox.id"]),
        sa.PrimaryKeyConstraint("entry", "position"),
    )
