"""What became of mail that was owed: many answers at once, or a single one."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Update, bindparam, null, select, update

from digest.model.ledger import DeliveryState, Settled
from digest.store.rows import Room, written
from digest.store.schema import deliveries

_MINE = deliveries.c.id == bindparam("delivery")
_QUEUED = deliveries.c.state == DeliveryState.QUEUED


def _statement(told: str, **more: Any) -> Update:
    counted = {
        "attempts": deliveries.c.attempts + bindparam("tries"),
        "in_doubt": deliveries.c.in_doubt + bindparam("doubts"),
    }
    free = {"lease_until": null(), "offered": null()}
    return update(deliveries).values(free | counted | more | {told: bindparam("told")})


# Nothing outweighs that a server took it: it may be recorded late.
_SENT = _statement("reply", state=DeliveryState.SENT, settled_at=bindparam("moment")).where(
    _MINE, deliveries.c.state != DeliveryState.SENT
)
_AGAIN = _statement("last_error", next_attempt=bindparam("moment")).where(_MINE, _QUEUED)
_ENDED = _statement("last_error", state=bindparam("end"), settled_at=bindparam("moment")).where(
    _MINE, _QUEUED
)
_OFFER = (
    update(deliveries)
    .values(offered=bindparam("turn"))
    .where(_MINE, _QUEUED, deliveries.c.offered.is_(None))
)


class SqlSettling(Room):
    """How `digest.ports.Outbox` records answers over SQL."""

    def became(self, settled: Sequence[Settled], offered: Sequence[str] = ()) -> set[str]:
        """Record what became of messages, and which are offered now, in one transaction.

        That a server took one outweighs everything else.  Return those of `offered` that may
        be: somebody else may have settled one, or be offering it.
        """
        with self.database.writing() as connection:
            for state, statement in _STATEMENTS.items():
                if rows := [_row(one) for one in settled if one.state is state]:
                    connection.execute(statement, rows)
            return _offered(connection, offered)

    def sent(self, delivery: str, *, at: datetime, reply: str) -> None:
        """Record that a server took it, and its reply."""
        self.became([Settled(delivery, DeliveryState.SENT, at, reply)])

    def postponed(self, delivery: str, *, error: str, until: datetime, counts: bool) -> None:
        """Give it back, to be tried again; `counts` is False when the relay is down."""
        again = DeliveryState.QUEUED
        self.became([Settled(delivery, again, until, error, retry_at=until, counts=counts)])

    def failed(self, delivery: str, *, error: str, at: datetime) -> None:
        """Record that it will never be taken."""
        self.became([Settled(delivery, DeliveryState.FAILED, at, error)])

    def dropped(self, delivery: str, *, reason: str, at: datetime) -> None:
        """Record that it is not to be sent any more."""
        self.became([Settled(delivery, DeliveryState.DROPPED, at, reason, counts=False)])


_STATEMENTS = {
    DeliveryState.SENT: _SENT,
    DeliveryState.QUEUED: _AGAIN,
    DeliveryState.FAILED: _ENDED,
    DeliveryState.DROPPED: _ENDED,
}


def _offered(connection: Connection, ids: Sequence[str]) -> set[str]:
    if not ids:
        return set()
    turn = token_hex(8)
    rows = [{"delivery": id_, "turn": turn} for id_ in ids]
    if written(connection, _OFFER, rows) == len(rows):
        return set(ids)
    ours = select(deliveries.c.id).where(deliveries.c.id.in_(ids), deliveries.c.offered == turn)
    return set(connection.execute(ours).scalars())


def _row(settled: Settled) -> dict[str, Any]:
    row = {
        "delivery": settled.delivery,
        "told": settled.told,
        "tries": int(settled.counts),
        "doubts": int(settled.in_doubt),
        "moment": settled.retry_at or settled.at,
    }
    ends = settled.state in (DeliveryState.FAILED, DeliveryState.DROPPED)
    return row | ({"end": settled.state} if ends else {})
