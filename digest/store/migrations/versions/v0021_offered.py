"""A message that is being handed over says so itself: a write less for each one."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import TEXT

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Take over what a worker that was killed left behind."""
    op.add_column("deliveries", sa.Column("offered", TEXT))
    op.execute(
        "UPDATE deliveries SET offered = 'before' WHERE id IN (SELECT delivery FROM offers)"
    )
    op.drop_table("offers")
