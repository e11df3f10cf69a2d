"""A person's mail, and the digests of a time, are found without reading all of them."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add an index of each."""
    op.create_index("ix_deliveries_recipient_number", "deliveries", ["recipient", "number"])
    op.create_index("ix_editions_made_at", "editions", ["made_at"])
