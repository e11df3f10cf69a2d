"""What a message told is kept, so that its page can show it again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the archives; messages of before have none, and their pages say so."""
    op.create_table(
        "archives",
        sa.Column("delivery", sa.Text, sa.ForeignKey("deliveries.id"), primary_key=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_archives_made_at", "archives", ["made_at"])
