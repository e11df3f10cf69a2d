"""What a store counts: each query goes by an index, and none of them reads a mail."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Table, and_, func, literal, select, text

from digest.model.ledger import DeliveryState, InboxState
from digest.model.standing import Backlog, Figures, PutOff, Suspension, Tally, reason_of
from digest.store.bouncing import returned
from digest.store.rows import Room, build
from digest.store.schema import HEAD, deliveries, editions, inbox, notes, starts, suspensions
from digest.store.subscribers import EVERYONE

_NOT_SENT = (DeliveryState.FAILED, DeliveryState.DROPPED)
_LATER = "later/"  # digest.workflow.apart notes there what it puts off
_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class SqlFigures(Room):
    """`digest.ports.Counts` over SQL."""

    def figures(self, since: datetime) -> Figures:
        """Return how things stand now; what is settled counts from `since`."""
        with self.database.reading() as connection:
            started = tuple(connection.execute(select(starts.c.person)).scalars())
            return Figures(
                schema=HEAD,
                size=int(connection.execute(text(_SIZE[connection.dialect.name])).scalar_one()),
                outbox=_backlog(connection, deliveries, DeliveryState.QUEUED),
                inbox=_backlog(connection, inbox, InboxState.RECEIVED),
                kept=_backlog(connection, inbox, InboxState.PENDING),
                held=_backlog(connection, inbox, InboxState.HELD),
                tallies=tuple(_tallies(connection, since)),
                silent=_silent(connection, since),
                suspended=tuple(_suspended(connection)),
                unreached=_unreached(connection, since),
                returned=tuple(sorted(returned(connection, since), key=lambda one: one.kind)),
                put_off=tuple(_put_off(connection)),
                started=tuple(sorted(p for p in started if p != EVERYONE)),
                started_all=EVERYONE in started,
            )


def _backlog(connection: Connection, ledger: Table, state: StrEnum) -> Backlog:
    """Return how many rows are in a state; rows are numbered as they come."""
    waits = ledger.c.state == state
    came = ledger.c.queued_at if ledger is deliveries else ledger.c.received_at
    number = connection.execute(select(func.count()).select_from(ledger).where(waits))
    first = select(came).where(waits).order_by(ledger.c.number).limit(1)
    return Backlog(number.scalar_one(), connection.execute(first).scalar())


def _tallies(connection: Connection, since: datetime) -> Iterator[Tally]:
    """Yield what is queued, and what was settled since, by kind, state and reason.

    What was sent, the most by far, is counted from an index alone.
    """
    row = deliveries.c
    sent = and_(row.settled_at >= since, row.state == DeliveryState.SENT)
    other = and_(row.settled_at >= since, row.state.in_(_NOT_SENT))
    counted: Counter[tuple[str, DeliveryState, str]] = Counter()
    for which, told in (
        (sent, literal("")),
        (other, row.last_error),
        (row.state == DeliveryState.QUEUED, row.last_error),
    ):
        what = (row.kind, row.state, told)
        for kind, state, said, number in connection.execute(
            select(*what, func.count()).where(which).group_by(*what[:2], told)
        ):
            counted[kind, state, reason_of(state, said)] += number
    for (kind, state, reason), number in sorted(counted.items()):
        yield Tally(kind, state, reason, number)


def _silent(connection: Connection, since: datetime) -> int:
    silent = and_(editions.c.made_at >= since, editions.c.delivery.is_(None))
    counted = select(func.count()).select_from(editions).where(silent)
    return connection.execute(counted).scalar_one()


def _suspended(connection: Connection) -> Iterator[Suspension]:
    found = select(suspensions).order_by(suspensions.c.at, suspensions.c.person)
    return (build(Suspension, row) for row in connection.execute(found).mappings())


def _unreached(connection: Connection, since: datetime) -> tuple[str, ...]:
    """Return the people whose newest message of those that were sent or failed has failed."""
    failed, later = deliveries, deliveries.alias()
    sent_since = select(later.c.number).where(
        later.c.recipient == failed.c.recipient,
        later.c.state == DeliveryState.SENT,
        later.c.number > failed.c.number,
    )
    lost = and_(failed.c.settled_at >= since, failed.c.state == DeliveryState.FAILED)
    people = select(failed.c.recipient).where(lost, ~sent_since.exists()).distinct()
    return tuple(sorted(connection.execute(people).scalars()))


def _put_off(connection: Connection) -> Iterator[PutOff]:
    mine = and_(notes.c.key >= _LATER, notes.c.key < _LATER[:-1] + "0")  # after "/" comes "0"
    for row in connection.execute(select(notes).where(mine).order_by(notes.c.key)):
        yield PutOff(row.key.removeprefix(_LATER), datetime.fromisoformat(row.value))
