"""What people and the operator decided."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select

from digest.model.ledger import Choices
from digest.store.rows import Room, add, upsert
from digest.store.schema import notes, pauses, starts, subscribers, suspensions, unsubscriptions

EVERYONE = ""  # the key of nobody


class SqlSubscribers(Room):
    """`digest.ports.Subscribers` over SQL."""

    def choices(self, person: str, *, now: datetime) -> Choices:
        """Return a person's choices; the first call records them as subscribed since `now`."""
        known = self._choices(person)
        if known is None:
            with self.database.writing() as connection:
                add(connection, subscribers, {"person": person, "since": now})
            known = self._choices(person)
        return known or Choices(person, now)

    def _choices(self, person: str) -> Choices | None:
        kinds = select(unsubscriptions.c.kind).where(unsubscriptions.c.person == person)
        since = select(subscribers.c.since).where(subscribers.c.person == person)
        bounced = select(suspensions.c.person).where(suspensions.c.person == person)
        rests = select(pauses.c.until).where(pauses.c.person == person)
        with self.database.reading() as connection:
            first = connection.execute(since).scalar()
            stopped = tuple(sorted(connection.execute(kinds).scalars()))
            until = connection.execute(rests).scalar()
            suspended = connection.execute(bounced).first() is not None
        return Choices(person, first, stopped, suspended, until) if first else None

    def unsubscribe(self, person: str, kind: str) -> None:
        """Stop one kind of message; doing it twice is the same as once."""
        with self.database.writing() as connection:
            add(connection, unsubscriptions, {"person": person, "kind": kind})

    def resubscribe(self, person: str, kind: str) -> None:
        """Start it again."""
        mine = unsubscriptions.c.person == person
        with self.database.writing() as connection:
            connection.execute(
                delete(unsubscriptions).where(mine, unsubscriptions.c.kind == kind)
            )

    def suspend(self, person: str, *, at: datetime, why: str) -> None:
        """Send a person nothing any more, for their address bounced; the first `why` stays."""
        with self.database.writing() as connection:
            add(connection, suspensions, {"person": person, "at": at, "why": why})

    def resume(self, person: str) -> None:
        """Send to a person again."""
        with self.database.writing() as connection:
            connection.execute(delete(suspensions).where(suspensions.c.person == person))

    def pause(self, person: str, until: date | None) -> None:
        """Rest a person's mail until a day, or (None) no longer; the last word counts."""
        with self.database.writing() as connection:
            if until is None:
                connection.execute(delete(pauses).where(pauses.c.person == person))
            else:
                upsert(connection, pauses, [{"person": person, "until": until}])

    def started(self, person: str) -> bool:
        """Return whether the rehearsal has ended for a person."""
        query = select(starts.c.person).where(starts.c.person.in_((person, EVERYONE)))
        with self.database.reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def start(self, people: Sequence[str] | None, at: datetime) -> None:
        """End the rehearsal, for all (None) or for some."""
        with self.database.writing() as connection:
            for person in (EVERYONE,) if people is None else people:
                add(connection, starts, {"person": person, "at": at})

    def note(self, key: str) -> str | None:
        """Return a small fact of the installation, such as the demo's clock."""
        with self.database.reading() as connection:
            return connection.execute(select(notes.c.value).where(notes.c.key == key)).scalar()

    def set_note(self, key: str, value: str) -> None:
        """Record a small fact."""
        with self.database.writing() as connection:
            upsert(connection, notes, [{"key": key, "value": value}])
