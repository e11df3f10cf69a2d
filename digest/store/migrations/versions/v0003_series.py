"""Documents found by their series, items by when they were withdrawn."""

import sqlalchemy as sa
from alembic import op

from digest.store.migrations.kinds import JSON, TEXT, columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the series that each document names itself."""
    op.add_column("documents", *columns(TEXT, "series", nullable=True))
    op.create_index("ix_documents_source_series", "documents", ["source", "series"])
    op.create_index("ix_items_source_withdrawn_at", "items", ["source", "withdrawn_at"])
    table = sa.table(
        "documents", *columns(TEXT, "source", "path", "series"), *columns(JSON, "document")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).mappings().all():
        mine = (table.c.source == row["source"]) & (table.c.path == row["path"])
        series = row["document"].get("series")
        connection.execute(sa.update(table).where(mine).values(series=series))
