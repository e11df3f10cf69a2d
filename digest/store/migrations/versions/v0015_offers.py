"""Which messages are being handed over, so that a killed worker leaves no other in doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the offers; nothing is being sent while a store is migrated."""
    op.create_table(
        "offers",
        sa.Column("delivery", sa.Text, sa.ForeignKey("deliveries.id"), primary_key=True),
    )
