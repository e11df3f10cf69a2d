"""What people and the operator decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select

from digest.model.owed import Choices
from digest.model.schedule import Chosen
from digest.store.rows import Room, add, add_all, among, build, upsert
from digest.store.schema import (
    bounces,
    notes,
    pauses,
    schedules,
    starts,
    subscribers,
    suspensions,
    unsubscriptions,
)
from digest.store.slots import look_again

EVERYONE = ""  # the key of nobody
# Built once: a reply asks for seven notes.
_NOTE = select(notes.c.value).where(notes.c.key == bindparam("key"))
# One query for all, with a row for each kind that was stopped: naming a hundred people costs
# more than the rows.
_DECIDED = (
    select(
        subscribers,
        unsubscriptions.c.kind.label("stopped"),
        suspensions.c.person.label("suspended"),
        pauses.c.until,
        *(column for column in schedules.c if column is not schedules.c.person),
    )
    .outerjoin(unsubscriptions, unsubscriptions.c.person == subscribers.c.person)
    .outerjoin(suspensions, suspensions.c.person == subscribers.c.person)
    .outerjoin(pauses, pauses.c.person == subscribers.c.person)
    .outerjoin(schedules, schedules.c.person == subscribers.c.person)
)


class SqlSubscribers(Room):
    """`digest.ports.Subscribers` over SQL."""

    def choices(self, person: str, *, now: datetime) -> Choices:
        """Return a person's choices; the first call records them as subscribed since `now`."""
        return self.choices_of([person], now=now)[person]

    def choices_of(self, people: Sequence[str], *, now: datetime) -> dict[str, Choices]:
        """Return the choices of many at once, by person, as `choices` does of one."""
        found = self._choices(people)
        new = [person for person in people if person not in found]
        if new:
            with self.database.writing() as connection:
                rows = [{"person": person, "since": now} for person in new]
                add_all(connection, subscribers, rows)
            # A store that is only asked has forgotten them already.
            found |= {person: Choices(person, now) for person in new} | self._choices(new)
        return found

    def _choices(self, people: Sequence[str]) -> dict[str, Choices]:
        stopped: dict[str, list[str]] = defaultdict(list)
        with self.database.reading() as connection:
            rows = among(connection, _DECIDED, subscribers.c.person, people)
        for row in rows:
            if row["stopped"]:
                stopped[row["person"]].append(row["stopped"])
        return {
            row["person"]: Choices(
                row["person"],
                row["since"],
                tuple(sorted(stopped.get(row["person"], ()))),
                row["suspended"] is not None,
                row["until"],
                build(Chosen, row),
            )
            for row in rows
        }

    def choose_schedule(self, person: str, chosen: Chosen) -> None:
        """Record what a person decided of their schedule; the last word counts as a whole."""
        with self.database.writing() as connection:
            if chosen == Chosen():
                connection.execute(delete(schedules).where(schedules.c.person == person))
            else:
                upsert(connection, schedules, [{"person": person, **vars(chosen)}])
            look_again(connection, person)

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
            look_again(connection, person)

    def suspend(self, person: str, *, at: datetime, why: str) -> None:
        """Send a person nothing any more, for their address bounced; the first `why` stays."""
        with self.database.writing() as connection:
            add(connection, suspensions, {"person": person, "at": at, "why": why})

    def resume(self, person: str) -> None:
        """Send to a person again; what came back before counts no more."""
        with self.database.writing() as connection:
            connection.execute(delete(bounces).where(bounces.c.person == person))
            connection.execute(delete(suspensions).where(suspensions.c.person == person))
            look_again(connection, person)

    def pause(self, person: str, until: date | None) -> None:
        """Rest a person's mail until a day, or (None) no longer; the last word counts."""
        with self.database.writing() as connection:
            if until is None:
                connection.execute(delete(pauses).where(pauses.c.person == person))
            else:
                upsert(connection, pauses, [{"person": person, "until": until}])
            look_again(connection, person)

    def started(self, person: str | None = None) -> bool:
        """Return whether the rehearsal has ended for a person, or (None) for everybody."""
        theirs = starts.c.person.in_((person or EVERYONE, EVERYONE))
        query = select(starts.c.person).where(theirs)
        with self.database.reading() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def start(self, people: Sequence[str] | None, at: datetime) -> None:
        """End the rehearsal, for all (None) or for some."""
        with self.database.writing() as connection:
            for person in (EVERYONE,) if people is None else people:
                add(connection, starts, {"person": person, "at": at})
                look_again(connection, person or None)

    def note(self, key: str) -> str | None:
        """Return a small fact of the installation, such as the demo's clock."""
        with self.database.reading() as connection:
            return connection.execute(_NOTE, {"key": key}).scalar()

    def set_note(self, key: str, value: str) -> None:
        """Record a small fact."""
        self.set_notes({key: value})

    def set_notes(self, told: Mapping[str, str]) -> None:
        """Record small facts, all at once."""
        with self.database.writing() as connection:
            rows = [{"key": key, "value": value} for key, value in told.items()]
            upsert(connection, notes, rows)
