"""What could not be read of a source stays known."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import JSON

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the problems of each source: none are known yet."""
    op.add_column("sources", sa.Column("problems", JSON, nullable=False, server_default="[]"))
