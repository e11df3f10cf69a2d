"""An item's revision is one in which it stands on its line."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Take that of its document: until now it was the one in which the item last changed."""
    op.execute(
        "UPDATE items SET revision = (SELECT documents.revision FROM documents"
        " WHERE documents.source = items.source AND documents.path = items.path)"
        " WHERE withdrawn_at IS NULL AND EXISTS (SELECT 1 FROM documents"
        " WHERE documents.source = items.source AND documents.path = items.path)"
    )
