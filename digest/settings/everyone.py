"""Everybody the settings know, and whether all the names in the settings mean somebody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from digest.model.directory import Person, Team, fold
from digest.model.reminders import Days
from digest.settings import values
from digest.settings.table import Table, meant


@dataclass
class Everyone:
    """All people and teams, each with the table it was read from."""

    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    reminders: dict[str, Days] = field(default_factory=dict)  # of who has days of their own

    def person(self, table: Table, key: str) -> str | None:
        """Return the person a key names, who must be known and still there."""
        name = table.get(key, values.text, None)
        if name is None:
            return None
        if name not in self.people:
            table.bad(key, f"no person {name!r} ({meant(name, self.people)})")
        elif self.people[name].left:
            table.bad(key, f"{name!r} has left (name somebody else)")
        return name

    def reader(self, table: Table, key: str) -> str | None:
        """Return the person a key names, who must get mail, too."""
        name = self.person(table, key)
        if name in self.people and not self.people[name].mail:
            table.bad(key, f"{name!r} has no mail (write it below [people.{name}])")
        return name

    def check_scopes(self, sources: Collection[str]) -> None:
        """Note every scope of somebody that names a person, team or source nobody knows."""
        known: dict[str, Collection[str]] = {
            "person": self.people,
            "team": self.teams,
            "source": sources,
        }
        for person in self.people.values():
            for scope in person.scopes:
                names = known.get(scope.kind, (scope.name,))
                if scope.name not in names:
                    told = f"no {scope.kind} {scope.name!r} ({meant(scope.name, names)})"
                    self.tables[person.key].bad("scopes", told)

    def readers(self, table: Table, key: str) -> tuple[str, ...]:
        """Return people and teams a key names."""
        names = table.get(key, values.texts, ())
        known = {*self.people, *self.teams}
        for name in names:
            if name not in known:
                table.bad(key, f"no person or team {name!r} ({meant(name, known)})")
        return names

    def watched(self, sources: Collection[str]) -> None:
        """Note whatever somebody watches that is no person, team or source."""
        known = {*self.people, *self.teams, *sources}
        for person in self.people.values():
            for name in person.watches:
                if name not in known:
                    told = f"no person, team or source {name!r} ({meant(name, known)})"
                    self.tables[person.key].bad("watch", told)


def check(everyone: Everyone) -> None:
    """Note every name that means nobody, and every spelling that means two."""
    for team in everyone.teams.values():
        table = everyone.tables[team.key]
        everyone.person(table, "lead")
        for name in team.members:
            if name not in everyone.people:
                table.bad("members", f"no person {name!r} ({meant(name, everyone.people)})")
    for person in everyone.people.values():
        _check_successor(everyone, person)
    _check_spellings(everyone)


def _check_successor(everyone: Everyone, person: Person) -> None:
    table, passed, heir = everyone.tables[person.key], [person.key], person.successor
    if heir is not None and heir not in everyone.people:
        table.bad("successor", f"no person {heir!r} ({meant(heir, everyone.people)})")
    while heir in everyone.people:
        passed.append(heir)
        if heir == min(passed) == person.key:  # a circle is told once
            table.bad("successor", f"leads back to {heir!r}: {' > '.join(passed)}")
        if passed.count(heir) > 1:
            return
        heir = everyone.people[heir].successor


def _check_spellings(everyone: Everyone) -> None:
    """Two people may share a name, and documents that use it are then asked about."""
    taken: dict[str, tuple[str, str]] = {}
    for owner, field_, written in _spellings(everyone):
        before = taken.setdefault(fold(written), (owner, field_))
        if before[0] != owner and "name" not in (before[1], field_):
            told = f"{written!r} already means {before[0]!r} (one of them must go)"
            everyone.tables[owner].bad(field_, told)


def _spellings(everyone: Everyone) -> Iterator[tuple[str, str, str]]:
    """Owner, the setting it stands in (empty for the key itself), what is written."""
    everybody: list[Person | Team] = [*everyone.people.values(), *everyone.teams.values()]
    for one in everybody:
        yield one.key, "", one.key
    for person in everyone.people.values():
        if person.mail:
            yield person.key, "mail", person.mail
        yield from ((person.key, "other_mail", mail) for mail in person.other_mail)
    for team in everyone.teams.values():
        if team.mail:
            yield team.key, "mail", team.mail
    for one in everybody:
        yield from ((one.key, "aliases", alias) for alias in one.aliases)
    for one in everybody:
        yield one.key, "name", one.name
