"""Mail that is owed, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, RowMapping, delete, func, select, update

from digest.model.edition import Edition
from digest.model.ledger import Delivery, DeliveryState, TokenRecord
from digest.model.notice import Notice
from digest.model.owed import EditionLine, EditionRecord, Slot, Telling
from digest.store.archives import unpacked
from digest.store.leasing import Due, claim, renew
from digest.store.queueing import (
    allot,
    handles_of,
    record_again,
    record_delivery,
    record_edition,
)
from digest.store.rows import Room, among, build, written
from digest.store.schema import archives, deliveries, editions
from digest.store.telling import record_tellings
from digest.store.tokens import record_tokens

_QUEUED = deliveries.c.state == DeliveryState.QUEUED
_SETTLED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DROPPED)
_DUE = Due(
    deliveries,
    _QUEUED,
    deliveries.c.offered.is_not(None),
    {
        "offered": None,
        "last_error": "a worker stopped while sending; a server may have taken it already",
        "in_doubt": deliveries.c.in_doubt + 1,
    },
)


class SqlOutbox(Room):
    """`digest.ports.Outbox` over SQL, but for batches."""

    def queue(
        self,
        delivery: Delivery,
        *,
        tokens: Sequence[TokenRecord] = (),
        handles: Mapping[str, int] | None = None,
        edition: EditionRecord | None = None,
        tellings: Sequence[Telling] = (),
    ) -> bool:
        """Record a message that is owed, with all that belongs to it, in one transaction."""
        with self.database.writing() as connection:
            if not record_delivery(connection, delivery):
                return False
            if edition is not None and not record_edition(connection, edition):
                connection.rollback()
                return False
            record_tokens(connection, tokens)
            allot(connection, delivery.recipient, handles or {})
            record_tellings(connection, tellings, delivery.id)
            return True

    def skip_edition(self, edition: EditionRecord) -> None:
        """Record that a slot had nothing to say."""
        with self.database.writing() as connection:
            record_edition(connection, edition)

    def renewed(
        self, delivery: Delivery, tokens: Sequence[TokenRecord], edition: EditionRecord
    ) -> bool:
        """Put an edition composed afresh in place of one that was offered to no server.

        False, and nothing recorded, when it was offered or settled meanwhile.
        """
        with self.database.writing() as connection:
            return record_again(connection, delivery, tokens, edition)

    def last_edition(self, person: str) -> EditionRecord | None:
        """Return the newest edition of a person, rehearsed or not: it decides slots."""
        return self._newest(editions.c.person == person)

    def last_days(self, people: Sequence[str]) -> dict[str, date]:
        """Return the day of the slot of each one's newest edition, of those who have one."""
        newest = select(editions.c.person, func.max(editions.c.day).label("day"))
        query = newest.group_by(editions.c.person)
        with self.database.reading() as connection:
            rows = among(connection, query, editions.c.person, people)
        return {row["person"]: row["day"] for row in rows}

    def last_told(self, person: str, *, before: date | None = None) -> EditionRecord | None:
        """Return the newest edition of a person that was not rehearsed, and not dropped.

        `before` asks for one of an earlier slot.
        """
        dropped = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.DROPPED)
        mine = deliveries.c.recipient == person
        reached = editions.c.delivery.is_(None) | editions.c.delivery.not_in(
            dropped.where(mine)
        )
        told = editions.c.rehearsed.is_(False) & reached
        if before:
            told &= editions.c.day < before
        return self._newest((editions.c.person == person) & told)

    def edition_of(self, delivery: str) -> EditionRecord | None:
        """Return the edition that a delivery brings."""
        return self._newest(editions.c.delivery == delivery)

    def told(self, delivery: str) -> Edition | Notice | None:
        """Return what a message told, None where that is not kept."""
        query = select(archives.c.told).where(archives.c.delivery == delivery)
        with self.database.reading() as connection:
            raw = connection.execute(query).scalar()
        return unpacked(raw) if raw else None

    def forget_told(self, before: datetime) -> int:
        """Erase what messages queued before a time told; return of how many."""
        with self.database.writing() as connection:
            return written(connection, delete(archives).where(archives.c.made_at < before))

    def _newest(self, wanted: ColumnElement[bool]) -> EditionRecord | None:
        query = select(editions).where(wanted)
        newest = query.order_by(editions.c.day.desc(), editions.c.made_at.desc()).limit(1)
        with self.database.reading() as connection:
            row = connection.execute(newest).mappings().first()
        return _edition(row) if row else None

    def editions(self, person: str, first: date, last: date) -> list[EditionRecord]:
        """Return the editions of a person whose slots are in these days, oldest first."""
        theirs = (editions.c.person == person, editions.c.day.between(first, last))
        query = select(editions).where(*theirs).order_by(editions.c.day, editions.c.made_at)
        with self.database.reading() as connection:
            return [_edition(row) for row in connection.execute(query).mappings()]

    def handles(self, person: str) -> dict[str, int]:
        """Return every handle ever allotted to a person: item id to number."""
        with self.database.reading() as connection:
            return handles_of(connection, person)

    def claim(self, *, limit: int, now: datetime, lease: timedelta) -> list[Delivery]:
        """Lease messages that are due, oldest first; nobody else gets them meanwhile.

        One that was being offered when its lease ran out counts an attempt, and is in doubt.
        """
        with self.database.writing() as connection:
            rows = claim(connection, _DUE, limit=limit, now=now, lease=lease)
        return [_delivery(row) for row in rows]

    def renew(self, ids: Sequence[str], until: datetime) -> None:
        """Lengthen the leases of messages that are still being sent."""
        with self.database.writing() as connection:
            renew(connection, deliveries, ids, until)

    def delivery(self, delivery: str) -> Delivery | None:
        """Return one delivery."""
        query = select(deliveries).where(deliveries.c.id == delivery)
        with self.database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _delivery(row) if row else None

    def deliveries(self, *, limit: int = 100) -> list[Delivery]:
        """Return the newest deliveries, newest first."""
        query = select(deliveries).order_by(deliveries.c.number.desc()).limit(limit)
        with self.database.reading() as connection:
            return [_delivery(row) for row in connection.execute(query).mappings()]

    def mail_to(self, person: str, since: datetime, until: datetime) -> list[Delivery]:
        """Return what was queued for a person in a time, oldest first."""
        row = deliveries.c
        theirs = (row.recipient == person, row.queued_at >= since, row.queued_at < until)
        query = select(deliveries).where(*theirs).order_by(row.number)
        with self.database.reading() as connection:
            return [_delivery(found) for found in connection.execute(query).mappings()]

    def queued_since(self, since: datetime, *, kind: str, recipient: str) -> int:
        """Return how many messages of a kind were queued for a person after a moment."""
        row = deliveries.c
        theirs = (row.kind == kind, row.recipient == recipient, row.queued_at > since)
        query = select(func.count()).select_from(deliveries).where(*theirs)
        with self.database.reading() as connection:
            return connection.execute(query).scalar_one()

    def waiting(self) -> int:
        """Return how many messages are not yet sent, failed or dropped."""
        with self.database.reading() as connection:
            return connection.execute(
                select(func.count()).select_from(deliveries).where(_QUEUED)
            ).scalar_one()

    def erase_sent(self, before: datetime) -> int:
        """Erase the bytes of what was settled before a time; return of how many.

        The envelope sender goes too, for it holds a token.
        """
        settled = deliveries.c.state.in_(_SETTLED)  # by which they are found
        old = update(deliveries).where(settled, deliveries.c.settled_at < before)
        with self.database.writing() as connection:
            erased = old.where(deliveries.c.raw != b"").values(raw=b"", envelope_sender="")
            return written(connection, erased)


def _edition(row: RowMapping) -> EditionRecord:
    lines = tuple(EditionLine(*line) for line in row["lines"])
    return build(EditionRecord, row, slot=build(Slot, row), lines=lines)


def _delivery(row: RowMapping) -> Delivery:
    handles = {int(handle): item for handle, item in row["handles"].items()}
    sent_at = row["settled_at"] if row["state"] is DeliveryState.SENT else None
    return build(Delivery, row, handles=handles, sent_at=sent_at)
