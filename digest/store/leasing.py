"""Claiming rows: a short transaction takes what is due, and nobody else gets it meanwhile.

Both ledgers do it alike.  A row whose lease ran out was left by a worker that died or hung.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, or_, select, update


@dataclass(frozen=True)
class Due:
    """Which rows of a ledger are due, and what is written to one that was left behind."""

    table: Table
    open: ColumnElement[bool]
    begun: ColumnElement[bool]  # of those left behind: whether that was an attempt
    left: dict[str, Any]  # what is written to one that was, besides one more attempt


def claim(
    connection: Connection, due: Due, *, limit: int, now: datetime, lease: timedelta
) -> list[RowMapping]:
    """Lease rows that are due, oldest first, and return them.

    PostgreSQL passes over rows that another claim has locked; on SQLite the transaction is
    the only writer anyway.
    """
    table = due.table.c
    wanted = (
        select(due.table)
        .where(due.open)
        .where(or_(table.next_attempt.is_(None), table.next_attempt <= now))
        .where(or_(table.lease_until.is_(None), table.lease_until <= now))
        .order_by(table.number)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = list(connection.execute(wanted).mappings())
    if not rows:
        return []
    mine = table.number.in_([row["number"] for row in rows])
    if any(row["lease_until"] for row in rows):
        left = update(due.table).where(mine, table.lease_until.is_not(None), due.begun)
        connection.execute(left.values(attempts=table.attempts + 1, **due.left))
        again = select(due.table).where(mine).order_by(table.number)
        rows = list(connection.execute(again).mappings())
    connection.execute(update(due.table).where(mine).values(lease_until=now + lease))
    return rows


def renew(connection: Connection, table: Table, ids: Sequence[str], until: datetime) -> None:
    """Lengthen leases that are held; one that was given back stays so."""
    held = table.c.lease_until.is_not(None)
    mine = update(table).where(table.c.id.in_(ids), held)
    connection.execute(mine.values(lease_until=until))
