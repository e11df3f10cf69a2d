"""What came back of the mail that was sent."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from digest.model.bounce import Bounce, BounceKind
from digest.model.standing import Returned
from digest.store.rows import Room, add, values
from digest.store.schema import bounces


class SqlBounces(Room):
    """The bounces of `digest.ports.Outbox` over SQL."""

    def bounced(self, bounce: Bounce) -> bool:
        """Record a report about a message; False when there is one already."""
        with self.database.writing() as connection:
            return add(connection, bounces, values(bounce, bounces))

    def bounces_of(self, person: str, kind: BounceKind, since: datetime) -> int:
        """Return how many messages to a person came back in some way after a moment."""
        row = bounces.c
        theirs = (row.person == person, row.kind == kind, row.at > since)
        with self.database.reading() as connection:
            counted = select(func.count()).select_from(bounces).where(*theirs)
            return connection.execute(counted).scalar_one()


def returned(connection: Connection, since: datetime) -> Iterator[Returned]:
    """Yield what came back after a moment, by its kind, with the newest of each."""
    row = bounces.c
    counted = select(row.kind, func.count(), func.max(row.at)).where(row.at >= since)
    for kind, number, at in connection.execute(counted.group_by(row.kind)).all():
        newest = select(row.told).where(row.kind == kind, row.at == at).limit(1)
        told = connection.execute(newest).scalar_one_or_none()
        yield Returned(kind, number, told or "")
