"""Leases of sources: one gather of a source at a time, and none that lost its lease records."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from digest.errors import Transient
from digest.store.database import insert
from digest.store.rows import Room, written
from digest.store.schema import leases


class SqlLeases(Room):
    """The leases of `digest.ports.Items` over SQL."""

    def claim_source(self, name: str, *, owner: str, until: datetime, now: datetime) -> bool:
        """Lease a source for one gather; False when somebody has it (machine time)."""
        with self.database.writing() as connection:
            lease = insert(connection.dialect, leases).values(
                name=name, owner=owner, until=until
            )
            claim = lease.on_conflict_do_update(
                index_elements=[leases.c.name],
                set_={"owner": lease.excluded.owner, "until": lease.excluded.until},
                where=leases.c.until <= now,
            )
            return written(connection, claim) == 1

    def renew_source(self, name: str, *, owner: str, until: datetime) -> bool:
        """Lengthen the lease while its gather lasts; False when it is not ours any more."""
        mine = update(leases).where(leases.c.name == name, leases.c.owner == owner)
        with self.database.writing() as connection:
            return written(connection, mine.values(until=until)) == 1

    def release_source(self, name: str, *, owner: str) -> None:
        """Give the lease back, if it is still ours."""
        mine = delete(leases).where(leases.c.name == name, leases.c.owner == owner)
        with self.database.writing() as connection:
            connection.execute(mine)


def require(connection: Connection, name: str, owner: str) -> None:
    """Hold a source's lease in place until this transaction ends.

    One that ran out serves as long as nobody else took it.

    Raises:
        Transient: it is not this owner's.
    """
    mine = select(leases.c.name).where(leases.c.name == name, leases.c.owner == owner)
    if connection.execute(mine.with_for_update()).first() is None:
        raise Transient(
            f"sources.{name}: this gather took so long that it lost its lease to another;"
            " nothing of it was recorded"
        )
