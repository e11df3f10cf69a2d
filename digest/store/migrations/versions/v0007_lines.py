"""What stood in a digest is remembered, and why."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import JSON

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the lines of each edition: nobody knows them of older ones."""
    op.add_column("editions", sa.Column("lines", JSON, nullable=False, server_default="[]"))
