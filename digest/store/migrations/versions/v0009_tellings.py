"""What people were told of moved dates, and why a date moved."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import DAY, FLAG, INTEGER, TEXT, columns

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Begin to remember: nobody knows it of older notices."""
    op.add_column("items", sa.Column("reason", TEXT, nullable=False, server_default=""))
    op.create_table(
        "tellings",
        *columns(TEXT, "person", "about"),
        *columns(INTEGER, "nth"),
        *columns(DAY, "due", nullable=True),
        *columns(FLAG, "explained", "decided", "asked", "rehearsed"),
        *columns(TEXT, "delivery"),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.id"]),
        sa.PrimaryKeyConstraint("person", "about", "nth"),
    )
    op.create_index("ix_tellings_about", "tellings", ["about"])
    op.create_index("ix_tellings_delivery", "tellings", ["delivery"])
