"""By which way each message came, and the addresses that people confirmed as theirs."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import INSTANT, TEXT, columns

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Begin to remember: of older messages nobody knows how they came."""
    for name in ("came", "client", "helo"):
        op.add_column("inbox", sa.Column(name, TEXT, nullable=False, server_default=""))
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    op.create_table(
        "aliases",
        *columns(TEXT, "address", "person"),
        *columns(INSTANT, "since"),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_index("ix_aliases_person", "aliases", ["person"])
