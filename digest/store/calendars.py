"""Calendars that people named, and when each address was asked for last."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from digest.errors import UsageError
from digest.model.calendar import Choice, Fetch, SavedCalendar
from digest.model.ids import checksum
from digest.model.ledger import Purpose
from digest.store import codec
from digest.store.database import insert
from digest.store.rows import Room, add, among, build, values
from digest.store.schema import calendars, fetches, generations


class SqlCalendars(Room):
    """`digest.ports.Calendars` over SQL."""

    def save_calendar(self, calendar: SavedCalendar) -> None:
        """Record a calendar.

        Raises:
            UsageError: its person has another of that name.
        """
        row = values(calendar, calendars) | {"choice": codec.plain(calendar.choice)}
        with self.database.writing() as connection:
            if not add(connection, calendars, row):
                raise UsageError(_taken(calendar.person, calendar.name))

    def calendars(self, person: str) -> list[SavedCalendar]:
        """Return a person's calendars, ordered by name."""
        query = select(calendars).where(calendars.c.person == person)
        with self.database.reading() as connection:
            return sorted(_calendars(connection, query), key=lambda one: one.name)

    def calendar(self, id_: str) -> SavedCalendar | None:
        """Return a calendar; None where it was taken away."""
        with self.database.reading() as connection:
            found = _calendars(connection, select(calendars).where(calendars.c.id == id_))
        return found[0] if found else None

    def rename_calendar(self, calendar: SavedCalendar, name: str) -> None:
        """Call a calendar otherwise; its address stays.

        Raises:
            UsageError: its person has another of that name.
        """
        mine = calendars.c.person == calendar.person
        with self.database.writing() as connection:
            same = select(calendars.c.id).where(mine, calendars.c.name == name)
            if connection.execute(same).scalar() not in (None, calendar.id):
                raise UsageError(_taken(calendar.person, name))
            renamed = update(calendars).where(calendars.c.id == calendar.id)
            connection.execute(renamed.values(name=name))

    def remove_calendar(self, id_: str) -> None:
        """Take a calendar away; twice is the same as once."""
        with self.database.writing() as connection:
            connection.execute(delete(calendars).where(calendars.c.id == id_))

    def calendar_mark(self) -> str:
        """Return a short text that changes with every calendar and every address of one."""
        named = select(calendars.c.id, calendars.c.name).order_by(calendars.c.id)
        feeds = generations.c.purpose == Purpose.FEED
        turns = select(func.count(), func.sum(generations.c.generation)).where(feeds)
        with self.database.reading() as connection:
            told = [tuple(row) for query in (named, turns) for row in connection.execute(query)]
        return checksum(repr(told).encode())

    def record_fetches(self, found: Sequence[Fetch]) -> None:
        """Add what was asked for; the newest time and its client stay."""
        if not found:
            return
        with self.database.writing() as connection:
            added = insert(connection.dialect, fetches)
            newer = added.excluded
            connection.execute(
                added.on_conflict_do_update(
                    index_elements=[fetches.c.subject],
                    set_={
                        "at": newer["at"],
                        "client": newer["client"],
                        "count": fetches.c.count + newer["count"],
                    },
                ),
                [values(one, fetches) for one in found],
            )

    def forget_fetches(self, subject: str) -> None:
        """Forget who asked for an address."""
        with self.database.writing() as connection:
            connection.execute(delete(fetches).where(fetches.c.subject == subject))

    def fetches(self, subjects: Sequence[str]) -> dict[str, Fetch]:
        """Return what is known of some addresses, by the subjects of their tokens."""
        with self.database.reading() as connection:
            rows = among(connection, select(fetches), fetches.c.subject, subjects)
        return {row["subject"]: build(Fetch, row) for row in rows}


def _calendars(connection: Connection, query: Select[Any]) -> list[SavedCalendar]:
    return [
        build(SavedCalendar, row, choice=codec.read(Choice, row["choice"]))
        for row in connection.execute(query).mappings()
    ]


def _taken(person: str, name: str) -> str:
    return f"calendar {name!r}: {person} has one of that name (choose another)"
