"""What all tables share: names for their constraints, and two shapes of column."""

from sqlalchemy import BigInteger, Column, Integer, MetaData

from digest.store.columns import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str) -> Column[str]:
    """Return a column of text that is always there, empty where there is nothing to say."""
    return Column(name, Words, nullable=False)


def number() -> Column[int]:
    """Return a key that rises and is never given twice, not even after the last row went."""
    return Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
