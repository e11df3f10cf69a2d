"""What replies left behind: receipts that are owed, decisions about items, who is away."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
)

from digest.store.columns import Instant, Words
from digest.store.schema.base import metadata, number, text
from digest.store.schema.mail import inbox

receipts = Table(
    "receipts",
    metadata,
    number(),
    Column("entry", ForeignKey(inbox.c.id), nullable=False),
    Column("again", Boolean, nullable=False),
    text("person"),
    Column("due_at", Instant, nullable=False),  # machine time
    text("told"),  # JSON; empty once the receipt is queued
    Column("kept", Boolean, nullable=False),
    Column("batch", BigInteger),  # the number of the first one that the same message tells
    Column("queued", Boolean, nullable=False),
    UniqueConstraint("entry", "again"),
    Index(None, "queued", "person"),
    Index(None, "batch"),
    sqlite_autoincrement=True,
)

item_choices = Table(
    "item_choices",
    metadata,
    Column("person", Words, primary_key=True),
    Column("item", Words, primary_key=True),
    Column("quiet_until", Date),
    Column("not_mine", Words),  # the owners, as written then
)

absences = Table(
    "absences",
    metadata,
    Column("person", Words, primary_key=True),
    Column("until", Date, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

# Lines of replies that were no commands, by hash: what comes from several people is no one's.
seen_lines = Table(
    "seen_lines",
    metadata,
    Column("line", Words, primary_key=True),
    Column("person", Words, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Index(None, "seen_at"),
)
