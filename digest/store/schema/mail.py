"""Mail that is owed and mail that arrived: one row a message."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
)

from digest.model.bounce import BounceKind
from digest.model.ledger import DeliveryState, InboxState
from digest.store.columns import Instant, Named, Words
from digest.store.schema.base import metadata, number, text

deliveries = Table(
    "deliveries",
    metadata,
    number(),
    Column("id", Words, nullable=False, unique=True),
    text("kind"),
    text("subject"),
    text("recipient"),
    text("address"),
    text("envelope_sender"),
    text("message_id"),
    Column("raw", LargeBinary, nullable=False),  # empty once erased
    Column("queued_at", Instant, nullable=False),
    text("title"),
    Column("handles", JSON, nullable=False),
    Column("state", Named(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("in_doubt", Integer, nullable=False, server_default="0"),
    Column("next_attempt", Instant),  # machine time; NULL: at once
    Column("lease_until", Instant),  # machine time; NULL: nobody is trying
    # By which transaction it was given to a connection that hands it to a server now: where
    # its worker is killed, the server may have taken it; NULL: to none.
    Column("offered", Words),
    Column("settled_at", Instant),  # sent, failed or dropped
    text("last_error"),
    text("reply"),  # what the server said when it took the message
    UniqueConstraint("kind", "subject", "recipient"),
    Index(None, "state", "number"),
    # All that is counted of it: SQLite reads through `raw` for the columns after it.
    Index(None, "state", "settled_at", "kind"),
    Index(None, "recipient", "number"),
    sqlite_autoincrement=True,
)

bounces = Table(
    "bounces",  # what came back, and complaints: one for a message
    metadata,
    Column("delivery", ForeignKey(deliveries.c.id), primary_key=True),
    Column("person", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Named(BounceKind), nullable=False),
    text("told"),
    Index(None, "person", "at"),
    Index(None, "at"),
)

# What a message told, from which it is shown again; erased with time.
archives = Table(
    "archives",
    metadata,
    Column("delivery", ForeignKey(deliveries.c.id), primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("told", LargeBinary, nullable=False),  # digest.store.archives
    Index(None, "made_at"),
)

editions = Table(
    "editions",
    metadata,
    Column("person", Words, primary_key=True),
    Column("cadence", Words, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("through", BigInteger, nullable=False),  # the last change it could know
    Column("delivery", ForeignKey(deliveries.c.id)),  # NULL: nothing to say
    Column("rehearsed", Boolean, nullable=False),
    # The last recording it could know; 0: of before that was kept.
    Column("recorded", Integer, nullable=False, server_default="0"),
    # [[section, item, why, title], …]
    Column("lines", JSON, nullable=False, server_default="[]"),
    Index(None, "made_at"),
)

handles = Table(
    "handles",
    metadata,
    Column("person", Words, primary_key=True),
    Column("item_id", Words, primary_key=True),
    Column("handle", Integer, nullable=False),
    UniqueConstraint("person", "handle"),
)

# What people were told of moved dates: of one thing, one after the other.
tellings = Table(
    "tellings",
    metadata,
    Column("person", Words, primary_key=True),
    Column("about", Words, primary_key=True),  # id of an item or an announcement
    Column("nth", Integer, primary_key=True, autoincrement=False),
    Column("due", Date),  # as it was told
    Column("explained", Boolean, nullable=False),
    Column("decided", Boolean, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("rehearsed", Boolean, nullable=False),
    Column("delivery", ForeignKey(deliveries.c.id), nullable=False, index=True),
    Index(None, "about"),
)

inbox = Table(
    "inbox",
    metadata,
    number(),
    Column("id", Words, nullable=False, unique=True),  # checksum of the bytes
    text("message_id"),
    # Hash of the Message-ID of its first copy; NULL for later copies and where there is none.
    # A hash, because a stranger chooses the length and an index entry has a limit.
    Column("first_copy", Words, unique=True),
    text("signature"),
    Column("first_signature", Words, unique=True),  # likewise, of the signature
    Column("raw", LargeBinary, nullable=False),  # empty once erased
    text("envelope_sender"),
    Column("recipients", JSON, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", Named(InboxState), nullable=False),
    text("note"),
    Column("person", Words),
    Column("confirmed", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", Instant),
    Column("lease_until", Instant),
    Column("came", Words, nullable=False, server_default=""),
    Column("client", Words, nullable=False, server_default=""),
    Column("helo", Words, nullable=False, server_default=""),
    Index(None, "state", "number"),
    Index(None, "received_at"),
    sqlite_autoincrement=True,
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("entry", ForeignKey(inbox.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    text("outcome"),
)
