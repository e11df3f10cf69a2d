"""Calendars that people named, and how addresses are used."""

from sqlalchemy import JSON, BigInteger, Column, Table, UniqueConstraint

from digest.store.columns import Instant, Words
from digest.store.schema.base import metadata, text

calendars = Table(
    "calendars",  # those that people put together and named
    metadata,
    Column("id", Words, primary_key=True),
    text("person"),
    text("name"),
    text("scope"),
    Column("made_at", Instant, nullable=False),
    Column("choice", JSON, nullable=False),  # digest.store.codec
    UniqueConstraint("person", "name"),
)

fetches = Table(
    "fetches",  # when calendars were asked for last
    metadata,
    Column("subject", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    text("client"),
    Column("count", BigInteger, nullable=False),
)
