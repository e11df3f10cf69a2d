"""People rest their mail until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the pauses: nobody has one yet."""
    op.create_table(
        "pauses",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("until", sa.Date, nullable=False),
    )
