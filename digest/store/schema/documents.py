"""What the documents say, with its memory."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
)

from digest.model.change import ChangeKind
from digest.model.item import Status
from digest.store.columns import Instant, Named, Words
from digest.store.schema.base import metadata, number, text


def _written() -> Column[int]:
    """Number of the recording that wrote a row last: rising, the same for all it wrote."""
    return Column("written", Integer, nullable=False, server_default="0", index=True)


sources = Table(
    "sources",
    metadata,
    Column("name", Words, primary_key=True),
    text("revision"),
    Column("gathered_at", Instant, nullable=False),
    Column("items", Integer, nullable=False),
    text("problem"),
    Column("failed_since", Instant),
    Column("baselined", Boolean, nullable=False),
    Column("problems", JSON, nullable=False, server_default="[]"),  # digest.store.codec
)

leases = Table(
    "leases",  # a source may be leased before anything is known of it
    metadata,
    Column("name", Words, primary_key=True),
    text("owner"),
    Column("until", Instant, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("source", Words, primary_key=True),
    Column("path", Words, primary_key=True),
    text("version"),
    text("revision"),
    Column("seen_at", Instant, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("removed_at", Instant),
    Column("series", Words),  # of `document`, for queries
    Column("document", JSON, nullable=False),  # digest.store.codec
    _written(),
    # Number of the recording that met it first; 0: of before there were such numbers.
    Column("met", Integer, nullable=False, server_default="0"),
    Column("changed_at", Instant),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("origin", Words, nullable=False, server_default=""),
    Index(None, "source", "series"),
)

items = Table(
    "items",
    metadata,
    Column("id", Words, primary_key=True),
    text("source"),
    text("path"),
    text("stream"),
    Column("status", Named(Status), nullable=False),  # of `item`, for queries
    Column("due", Date),  # likewise: the day after which it is late
    Column("first_due", Date),
    Column("moves", Integer, nullable=False),
    Column("reason", Words, nullable=False, server_default=""),  # of the last move
    Column("sequence", Integer, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("withdrawn_at", Instant),
    text("revision"),
    Column("item", JSON, nullable=False),  # digest.store.codec
    _written(),
    Index(None, "source", "stream"),
    Index(None, "source", "withdrawn_at"),
    Index(None, "status", "due"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Words, primary_key=True),
    text("source"),
    Column("due_at", Instant, nullable=False),
    Column("announced", JSON, nullable=False),  # [[path, title], …]
    Column("fixed", Boolean, nullable=False),  # given out to be told: nothing joins it
    Column("told_at", Instant),
    Index(None, "told_at", "due_at"),
)

changes = Table(
    "changes",
    metadata,
    number(),
    Column("item_id", ForeignKey(items.c.id), nullable=False),
    Column("kind", Named(ChangeKind), nullable=False),
    text("before"),
    text("after"),
    Column("at", Instant, nullable=False),
    text("author"),
    text("mail"),
    text("revision"),
    Column("person", Words),
    Column("sure", Boolean, nullable=False),  # False: `at` is a file's time
    Column("baseline", Boolean, nullable=False),
    Column("batch", ForeignKey(batches.c.id), index=True),
    Index(None, "item_id", "number"),
    sqlite_autoincrement=True,
)
