"""What replies left behind: receipts that are owed, decisions about items, who is away."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, select, update

from digest.model.replies import Absence, ItemChoice, OwedReceipt
from digest.store.rows import Room, add, add_all, build, upsert, values
from digest.store.schema import absences, inbox, item_choices, outcomes, receipts, seen_lines


class SqlReplies(Room):
    """`digest.ports.Replies` over SQL."""

    def owe_receipt(self, owed: OwedReceipt) -> bool:
        """Record that a reply is to be receipted; False where that was recorded before."""
        with self.database.writing() as connection:
            return add(connection, receipts, values(owed, receipts))

    def receipt_of(self, entry: str, *, again: bool) -> OwedReceipt | None:
        """Return what is to be told, or was, of a reply."""
        mine = (receipts.c.entry == entry, receipts.c.again == again)
        with self.database.reading() as connection:
            row = connection.execute(select(receipts).where(*mine)).mappings().first()
        return build(OwedReceipt, row) if row else None

    def due_receipts(self, now: datetime) -> list[list[OwedReceipt]]:
        """Return what is to be told now, a list for each message, the same when asked again."""
        with self.database.writing() as connection:
            _decide(connection, now)
            decided = (receipts.c.queued.is_(False), receipts.c.batch.is_not(None))
            query = select(receipts).where(*decided).order_by(receipts.c.number)
            found: dict[int, list[OwedReceipt]] = {}
            for row in connection.execute(query).mappings():
                found.setdefault(row["batch"], []).append(build(OwedReceipt, row))
        return list(found.values())

    def receipted(self, batch: int) -> None:
        """Record that the message is queued; the words of the replies are forgotten."""
        told = update(receipts).where(receipts.c.batch == batch).values(queued=True, told="")
        with self.database.writing() as connection:
            connection.execute(told)

    def told_in(self, batch: int) -> list[str]:
        """Return the inbox entries that a message receipts, oldest first."""
        mine = receipts.c.batch == batch
        query = select(receipts.c.entry).where(mine).order_by(receipts.c.number)
        with self.database.reading() as connection:
            return [*connection.execute(query).scalars()]

    def replies_of(self, person: str, *, limit: int) -> list[tuple[str, datetime]]:
        """Return the newest replies of a person that asked something of items, newest first."""
        asked = select(outcomes.c.entry).where(outcomes.c.entry == inbox.c.id).exists()
        mine = select(inbox.c.id, inbox.c.received_at).where(inbox.c.person == person, asked)
        query = mine.order_by(inbox.c.number.desc()).limit(limit)
        with self.database.reading() as connection:
            return [(row.id, row.received_at) for row in connection.execute(query)]

    def choose_item(self, choice: ItemChoice) -> None:
        """Record what a person decided of an item; the last word counts as a whole."""
        with self.database.writing() as connection:
            upsert(connection, item_choices, [vars(choice)])

    def item_choices(self, person: str | None = None) -> list[ItemChoice]:
        """Return what people, or one person, decided of items."""
        query = select(item_choices)
        if person is not None:
            query = query.where(item_choices.c.person == person)
        with self.database.reading() as connection:
            return [build(ItemChoice, row) for row in connection.execute(query).mappings()]

    def record_absence(self, absence: Absence) -> None:
        """Record how long a person is away; the last word counts."""
        with self.database.writing() as connection:
            upsert(connection, absences, [vars(absence)])

    def absences(self, day: date) -> dict[str, date]:
        """Return who is away on a day, and the day on which each is back."""
        query = select(absences.c.person, absences.c.until).where(absences.c.until > day)
        with self.database.reading() as connection:
            return {row.person: row.until for row in connection.execute(query)}

    def see_lines(self, person: str, lines: Sequence[str], at: datetime) -> None:
        """Record that a reply of a person had these lines, by their hashes."""
        rows = [{"line": line, "person": person, "seen_at": at} for line in lines]
        if rows:
            with self.database.writing() as connection:
                add_all(connection, seen_lines, rows)

    def shared_lines(self, lines: Sequence[str], *, people: int) -> set[str]:
        """Return those of the lines that so many people's replies had."""
        if not lines:
            return set()
        among = seen_lines.c.line.in_(lines)
        query = select(seen_lines.c.line).where(among).group_by(seen_lines.c.line)
        with self.database.reading() as connection:
            return {*connection.execute(query.having(func.count() >= people)).scalars()}

    def forget_lines(self, before: datetime) -> None:
        """Forget what was seen before a time."""
        with self.database.writing() as connection:
            connection.execute(delete(seen_lines).where(seen_lines.c.seen_at < before))


def _decide(connection: Connection, now: datetime) -> None:
    """Put all that a person is owed into one message, where some of it is due."""
    waits = (receipts.c.queued.is_(False), receipts.c.batch.is_(None))
    due = select(receipts.c.person).where(*waits, receipts.c.due_at <= now).distinct()
    for person in connection.execute(due).scalars().all():
        mine = (*waits, receipts.c.person == person)
        first = connection.execute(select(func.min(receipts.c.number)).where(*mine)).scalar()
        connection.execute(update(receipts).where(*mine).values(batch=first))
