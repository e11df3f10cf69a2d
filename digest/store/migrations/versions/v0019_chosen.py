"""People choose what their digest is of, and whether it comes when there is nothing to say."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import FLAG, TEXT

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Leave both to the settings, for nobody has chosen yet."""
    op.add_column("schedules", sa.Column("scopes", TEXT))
    op.add_column("schedules", sa.Column("all_clear", FLAG))
