"""What was written lately is found without reading all; calendars people named, and fetches."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import BIG, INSTANT, INTEGER, JSON, TEXT, columns

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Number what is written from now on; all that is there counts as written before."""
    for table in ("documents", "items"):
        op.add_column(table, sa.Column("written", INTEGER, nullable=False, server_default="0"))
        op.create_index(f"ix_{table}_written", table, ["written"])
    _calendars()


def _calendars() -> None:
    op.create_table(
        "calendars",
        *columns(TEXT, "id", "person", "name", "scope"),
        *columns(INSTANT, "made_at"),
        *columns(JSON, "choice"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person", "name"),
    )
    op.create_table(
        "fetches",
        *columns(TEXT, "subject", "client"),
        *columns(INSTANT, "at"),
        *columns(BIG, "count"),
        sa.PrimaryKeyConstraint("subject"),
    )
