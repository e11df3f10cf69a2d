"""By which recording a document was met, and which the last one was that an edition knew."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import INTEGER

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Number what is met from now on; what is there is told by its time once more."""
    for table, column in (("documents", "met"), ("editions", "recorded")):
        op.add_column(table, sa.Column(column, INTEGER, nullable=False, server_default="0"))
