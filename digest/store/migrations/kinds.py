"""Column kinds as migrations know them: they never change, whatever the code does later."""

from typing import Any

import sqlalchemy as sa

BIG = sa.BigInteger()
BYTES = sa.LargeBinary()
DAY = sa.Date()
FLAG = sa.Boolean()
INSTANT = sa.DateTime(timezone=True)
INTEGER = sa.Integer()
JSON = sa.JSON()
RISING = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # a key counted by the database
TEXT = sa.Text()


def columns(kind: Any, *names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Return columns of one kind."""
    return [sa.Column(name, kind, nullable=nullable) for name in names]
