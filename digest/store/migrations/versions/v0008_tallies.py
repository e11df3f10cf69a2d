"""What became of mail is counted without reading any."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Replace an index by one that has all that is counted."""
    op.drop_index("ix_deliveries_settled_at", "deliveries")
    op.create_index(
        "ix_deliveries_state_settled_at_kind", "deliveries", ["state", "settled_at", "kind"]
    )
