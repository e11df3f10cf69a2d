"""When somebody has to be looked at next, so that a look costs what is due."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from digest.model.owed import DueSlot
from digest.store.rows import Room, build, upsert
from digest.store.schema import due_slots

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class SqlDueSlots(Room):
    """`digest.ports.DueSlots` over SQL."""

    def plan_slots(self, kind: str, plans: Mapping[str, str]) -> None:
        """Look at everybody whose plan is new, at once, and at nobody who has none any more."""
        ours = due_slots.c.kind == kind
        with self.database.writing() as connection:
            query = select(due_slots.c.person, due_slots.c.plan, due_slots.c.turn).where(ours)
            known = {person: (plan, turn) for person, plan, turn in connection.execute(query)}
            new = [
                {
                    "person": person,
                    "kind": kind,
                    "due_at": _AT_ONCE,
                    "turn": known.get(person, ("", 0))[1] + 1,
                    "plan": plan,
                }
                for person, plan in plans.items()
                if person not in known or known[person][0] != plan
            ]
            upsert(connection, due_slots, new)
            gone = [{"gone": person} for person in known if person not in plans]
            if gone:
                theirs = due_slots.c.person == bindparam("gone")
                connection.execute(delete(due_slots).where(ours, theirs), gone)

    def due_slots(self, kind: str, now: datetime) -> list[DueSlot]:
        """Return who is to be looked at, the longest due first."""
        due = (due_slots.c.kind == kind, due_slots.c.due_at <= now)
        query = select(due_slots).where(*due).order_by(due_slots.c.due_at, due_slots.c.person)
        with self.database.reading() as connection:
            return [build(DueSlot, row) for row in connection.execute(query).mappings()]

    def move_slots(self, moved: Sequence[tuple[DueSlot, datetime]]) -> None:
        """Record when to look again; one that was brought forward meanwhile stays."""
        if not moved:
            return
        statement = (
            update(due_slots)
            .where(
                due_slots.c.person == bindparam("whose"),
                due_slots.c.kind == bindparam("which"),
                due_slots.c.turn == bindparam("seen"),
            )
            .values(due_at=bindparam("later"))
        )
        rows = [
            {"whose": slot.person, "which": slot.kind, "seen": slot.turn, "later": later}
            for slot, later in moved
        ]
        with self.database.writing() as connection:
            connection.execute(statement, rows)


def look_again(connection: Connection, person: str | None) -> None:
    """Let a person, or (None) everybody, be looked at once more: something of them changed."""
    statement = update(due_slots).values(due_at=_AT_ONCE, turn=due_slots.c.turn + 1)
    if person is not None:
        statement = statement.where(due_slots.c.person == person)
    connection.execute(statement)
