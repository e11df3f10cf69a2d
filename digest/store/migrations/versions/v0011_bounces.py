"""What came back of the mail that was sent, and what may have arrived unnoticed."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import INSTANT, INTEGER, TEXT, columns

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Begin to remember: of older mail nobody knows it."""
    op.add_column(
        "deliveries", sa.Column("in_doubt", INTEGER, nullable=False, server_default="0")
    )
    op.create_table(
        "bounces",
        *columns(TEXT, "delivery", "person"),
        *columns(INSTANT, "at"),
        *columns(TEXT, "kind", "told"),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.id"]),
        sa.PrimaryKeyConstraint("delivery"),
    )
    op.create_index("ix_bounces_person_at", "bounces", ["person", "at"])
    op.create_index("ix_bounces_at", "bounces", ["at"])
