"""When a document that announces days was written last, how often, and what names its days."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import INSTANT, INTEGER, TEXT

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Count on from what calendars were told before: the number of the recording."""
    op.add_column("documents", sa.Column("changed_at", INSTANT))
    op.add_column(
        "documents", sa.Column("sequence", INTEGER, nullable=False, server_default="0")
    )
    op.add_column("documents", sa.Column("origin", TEXT, nullable=False, server_default=""))
    op.execute("UPDATE documents SET changed_at = seen_at, sequence = written")
