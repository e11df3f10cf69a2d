"""Mail that arrived, stored before it was acknowledged."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, select, true, update

from digest.model.ids import checksum
from digest.model.ledger import InboxEntry, InboxState
from digest.store.leasing import Due, claim, renew
from digest.store.rows import Room, add, build, values, written
from digest.store.schema import inbox, outcomes

_UNSETTLED = (InboxState.RECEIVED, InboxState.PENDING)
_OPEN = (*_UNSETTLED, InboxState.HELD)
_REPLAYED = (InboxState.HELD, InboxState.IGNORED, InboxState.REJECTED)
_IS_OPEN = inbox.c.state.in_(_UNSETTLED)
_DUE = Due(inbox, _IS_OPEN, true(), {"note": "a worker stopped in the middle"})


_COPIES = (  # why a message is a copy, and of what it is not the first
    ("its Message-ID came before", ("first_copy",)),
    ("its signature came before", ("first_signature",)),
    ("its Message-ID and its signature came before", ("first_copy", "first_signature")),
)


class SqlLedger(Room):
    """`digest.ports.Ledger` over SQL."""

    def accept(self, entry: InboxEntry) -> bool:
        """Store a message; False when the same bytes, Message-ID or signature came before.

        The second copy is kept as a row with state DUPLICATE when its bytes differ.
        """
        row = values(entry, inbox) | {"recipients": list(entry.recipients)}
        first = {
            "first_copy": _key(entry.message_id),
            "first_signature": _key(entry.signature),
        }
        with self.database.writing() as connection:
            if add(connection, inbox, row | first):
                return True
            # Its bytes came before, and none of these is kept; or a mark of it did, and then a
            # copy holds the other one: whoever has that is a copy too.
            for note, known in _COPIES:
                copy = {"state": InboxState.DUPLICATE, "note": note, **dict.fromkeys(known)}
                if add(connection, inbox, row | first | copy):
                    break
            return False

    def claim_received(
        self, *, limit: int, now: datetime, lease: timedelta
    ) -> list[InboxEntry]:
        """Lease messages that are RECEIVED, or PENDING and due (machine time).

        One that was left in the middle counts an attempt.
        """
        with self.database.writing() as connection:
            rows = claim(connection, _DUE, limit=limit, now=now, lease=lease)
        return [_entry(row) for row in rows]

    def renew_received(self, ids: Sequence[str], until: datetime) -> None:
        """Lengthen the leases of messages that are still being settled."""
        with self.database.writing() as connection:
            renew(connection, inbox, ids, until)

    def received(self, entry: str) -> InboxEntry | None:
        """Return one message."""
        with self.database.reading() as connection:
            query = select(inbox).where(inbox.c.id == entry)
            row = connection.execute(query).mappings().first()
        return _entry(row) if row else None

    def arrivals(
        self, *, limit: int = 100, state: InboxState | None = None, id_: str = ""
    ) -> list[InboxEntry]:
        """Return the newest messages, newest first; of a state, or whose id begins so."""
        query = select(inbox).order_by(inbox.c.number.desc()).limit(limit)
        if state:
            query = query.where(inbox.c.state == state)
        if id_:
            query = query.where(inbox.c.id.startswith(id_, autoescape=True))
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def settle(
        self,
        entry: str,
        state: InboxState,
        *,
        note: str = "",
        person: str | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        """Record what became of a message; `retry_at` (machine time) for PENDING.

        PENDING counts an attempt.  What is finished is not opened again by a late worker.
        """
        again = 1 if state is InboxState.PENDING else 0
        settled = update(inbox).where(inbox.c.id == entry)
        if state in _OPEN:
            settled = settled.where(inbox.c.state.in_(_OPEN))
        if person is not None:
            settled = settled.values(person=person)
        told = {"state": state, "note": note, "next_attempt": retry_at, "lease_until": None}
        with self.database.writing() as connection:
            connection.execute(settled.values(**told, attempts=inbox.c.attempts + again))

    def confirm(self, entry: str) -> bool:
        """Mark a HELD message as confirmed by its person, to be received again."""
        held = update(inbox).where(inbox.c.id == entry, inbox.c.state == InboxState.HELD)
        again = held.where(inbox.c.raw != b"").values(
            state=InboxState.RECEIVED, confirmed=True, next_attempt=None
        )
        with self.database.writing() as connection:
            return written(connection, again) == 1

    def replay(self, entry: str) -> bool:
        """Have a message looked at again that was rejected, ignored or is held."""
        again = update(inbox).where(
            inbox.c.id == entry, inbox.c.state.in_(_REPLAYED), inbox.c.raw != b""
        )
        told = {"state": InboxState.RECEIVED, "next_attempt": None, "attempts": 0}
        with self.database.writing() as connection:
            return written(connection, again.values(**told)) == 1

    def outcomes(self, entry: str) -> dict[int, str]:
        """Return what became of each command so far: position to JSON."""
        query = select(outcomes).where(outcomes.c.entry == entry).order_by(outcomes.c.position)
        with self.database.reading() as connection:
            return {row.position: row.outcome for row in connection.execute(query)}

    def record_outcome(self, entry: str, position: int, outcome: str) -> None:
        """Record what became of one command; the first record stays."""
        row = {"entry": entry, "position": position, "outcome": outcome}
        with self.database.writing() as connection:
            add(connection, outcomes, row)

    def forget_received(self, before: datetime) -> int:
        """Delete what came before a time and waits no more; return how many."""
        old = (inbox.c.received_at < before) & inbox.c.state.not_in(_UNSETTLED)
        theirs = outcomes.c.entry.in_(select(inbox.c.id).where(old))
        with self.database.writing() as connection:
            connection.execute(delete(outcomes).where(theirs))
            return written(connection, delete(inbox).where(old))

    def erase_received(self, before: datetime) -> int:
        """Erase the bytes of what came before a time and waits no more; return of how many.

        Recipients go too, for they hold tokens.  A message still held then can no longer be
        confirmed.
        """
        old = update(inbox).where(
            inbox.c.received_at < before,
            inbox.c.state.not_in(_UNSETTLED),
            inbox.c.raw != b"",
        )
        with self.database.writing() as connection:
            return written(connection, old.values(raw=b"", recipients=[]))


def _key(mark: str) -> str | None:
    return checksum(mark.encode(errors="replace")) if mark else None


def _entry(row: RowMapping) -> InboxEntry:
    return build(InboxEntry, row, recipients=tuple(row["recipients"]))
