"""Addresses that people confirmed as theirs, beside those of the people file."""

from datetime import datetime

from sqlalchemy import delete, select

from digest.model.ledger import Alias
from digest.store.rows import Room, add, build, written
from digest.store.schema import aliases


class SqlAliases(Room):
    """`digest.ports.Aliases` over SQL; an address is kept in lower case."""

    def add_alias(self, address: str, person: str, *, since: datetime) -> bool:
        """Record an address; False when it is somebody's already."""
        row = {"address": address.lower(), "person": person, "since": since}
        with self.database.writing() as connection:
            return add(connection, aliases, row)

    def aliases(self, person: str | None = None) -> list[Alias]:
        """Return a person's, or (None) everybody's, ordered by address."""
        query = select(aliases).order_by(aliases.c.address)
        if person is not None:
            query = query.where(aliases.c.person == person)
        with self.database.reading() as connection:
            return [build(Alias, row) for row in connection.execute(query).mappings()]

    def remove_alias(self, address: str) -> bool:
        """Forget an address; False when it was nobody's."""
        gone = delete(aliases).where(aliases.c.address == address.lower())
        with self.database.writing() as connection:
            return written(connection, gone) == 1
