"""People choose when they get digests; whom to look at is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the choices, which nobody has made yet, and the slots: all are looked at first."""
    op.create_table(
        "schedules",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("weekday", sa.Integer),
        sa.Column("hour", sa.Integer),
        sa.Column("minute", sa.Integer),
        sa.Column("zone", sa.Text),
        sa.Column("cadence", sa.Text),
        sa.Column("first", sa.Date),
    )
    op.create_table(
        "due_slots",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
    )
    op.create_index("ix_due_slots_kind_due_at", "due_slots", ["kind", "due_at"])
