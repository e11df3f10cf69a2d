"""What people were told of moved dates."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select

from digest.errors import Transient
from digest.model.ledger import DeliveryState
from digest.model.owed import Telling
from digest.store.rows import Room, add, among, build, values
from digest.store.schema import deliveries, tellings

_LOST = (DeliveryState.FAILED, DeliveryState.DROPPED)


class SqlTellings(Room):
    """The tellings of `digest.ports.Outbox` over SQL."""

    def tellings(
        self, *, about: Sequence[str] | None = None, delivery: str | None = None
    ) -> list[Telling]:
        """Return what people were told of some things, or in one message, oldest first."""
        query = select(tellings, deliveries.c.state).join(deliveries)
        if delivery is not None:
            query = query.where(tellings.c.delivery == delivery)
        with self.database.reading() as connection:
            rows = among(connection, query, tellings.c.about, about)
        return sorted(map(_telling, rows), key=lambda told: (told.person, told.about, told.nth))


def record_tellings(connection: Connection, told: Sequence[Telling], delivery: str) -> None:
    """Write what a message tells.

    Raises:
        Transient: another message told this person of the same in between, so this one may
            say it again; compose it again.
    """
    for each in told:
        if not add(connection, tellings, values(replace(each, delivery=delivery), tellings)):
            raise Transient(f"{each.person} was told meanwhile; compose the message again")


def _telling(row: RowMapping) -> Telling:
    return build(Telling, row, reached=not row["rehearsed"] and row["state"] not in _LOST)
