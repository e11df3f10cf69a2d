"""Addresses given out, and what people and the operator decided."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table

from digest.model.ledger import Purpose
from digest.model.schedule import Cadence
from digest.store.columns import Instant, Named, Scopes, Words
from digest.store.schema.base import metadata, text

tokens = Table(
    "tokens",
    metadata,
    Column("hash", Words, primary_key=True),
    Column("purpose", Named(Purpose), nullable=False),
    text("subject"),
    Column("generation", Integer, nullable=False),
    Column("expires_at", Instant),
)

generations = Table(
    "generations",  # a token of an older generation is revoked
    metadata,
    Column("purpose", Words, primary_key=True),
    Column("subject", Words, primary_key=True),
    Column("generation", Integer, nullable=False),
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("person", Words, primary_key=True),
    Column("since", Instant, nullable=False),
)

unsubscriptions = Table(
    "unsubscriptions",
    metadata,
    Column("person", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
)

suspensions = Table(
    "suspensions",  # whose address bounced
    metadata,
    Column("person", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    text("why"),
)

pauses = Table(
    "pauses",  # who rests their mail until a day
    metadata,
    Column("person", Words, primary_key=True),
    Column("until", Date, nullable=False),
)

schedules = Table(
    "schedules",  # what people decided of their digests; NULL: as the settings say
    metadata,
    Column("person", Words, primary_key=True),
    Column("weekday", Integer),
    Column("hour", Integer),
    Column("minute", Integer),
    Column("zone", Words),
    Column("cadence", Named(Cadence)),
    Column("first", Date),
    Column("scopes", Scopes),
    Column("all_clear", Boolean),
)

due_slots = Table(
    "due_slots",  # when it is to be looked next whether a person is owed something
    metadata,
    Column("person", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("turn", Integer, nullable=False),
    text("plan"),
    Index(None, "kind", "due_at"),
)

starts = Table(
    "starts",  # for whom the rehearsal has ended
    metadata,
    Column("person", Words, primary_key=True),  # empty: for everyone
    Column("at", Instant, nullable=False),
)

aliases = Table(
    "aliases",  # addresses that people confirmed as theirs
    metadata,
    Column("address", Words, primary_key=True),  # in lower case
    Column("person", Words, nullable=False, index=True),
    Column("since", Instant, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("key", Words, primary_key=True),
    text("value"),
)
