"""Receipts share a message, people decide of single items, and who is away is known."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import BIG, DAY, FLAG, INSTANT, RISING, TEXT, columns

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the tables: nothing of it was known before."""
    op.create_table(
        "receipts",
        *columns(RISING, "number"),
        *columns(TEXT, "entry"),
        *columns(FLAG, "again"),
        *columns(TEXT, "person"),
        *columns(INSTANT, "due_at"),
        *columns(TEXT, "told"),
        *columns(FLAG, "kept"),
        *columns(BIG, "batch", nullable=True),
        *columns(FLAG, "queued"),
        sa.PrimaryKeyConstraint("number"),
        sa.ForeignKeyConstraint(["entry"], ["inbox.id"]),
        sa.UniqueConstraint("entry", "again", name="uq_receipts_entry_again"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_receipts_queued_person", "receipts", ["queued", "person"])
    op.create_index("ix_receipts_batch", "receipts", ["batch"])
    op.create_table(
        "item_choices",
        *columns(TEXT, "person", "item"),
        *columns(DAY, "quiet_until", nullable=True),
        *columns(TEXT, "not_mine", nullable=True),
        sa.PrimaryKeyConstraint("person", "item"),
    )
    op.create_table(
        "absences",
        *columns(TEXT, "person"),
        *columns(DAY, "until"),
        *columns(INSTANT, "seen_at"),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "seen_lines",
        *columns(TEXT, "line", "person"),
        *columns(INSTANT, "seen_at"),
        sa.PrimaryKeyConstraint("line", "person"),
    )
    op.create_index("ix_seen_lines_seen_at", "seen_lines", ["seen_at"])
