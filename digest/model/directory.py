"""People and teams, and who is meant by a name somebody wrote."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from digest.model.schedule import Schedule
from digest.model.scope import Scope

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Person:
    """Somebody who may own items and receive mail."""

    key: str
    name: str
    mail: str  # empty: known by name, and gets none
    aliases: tuple[str, ...] = ()  # handles and other names people write
    other_mail: tuple[str, ...] = ()  # further addresses this person answers from
    # As the settings or the person have it; it does not make them somebody else.
    schedule: Schedule = field(default_factory=Schedule, compare=False)
    scopes: tuple[Scope, ...] = ()  # what their digest is of, beside their own
    all_clear: bool = False  # they wish for a digest when there is nothing to say, too
    left: bool = False
    successor: str | None = None
    watches: tuple[str, ...] = ()  # keys of people, teams and sources they wish to hear of
    language: str = "en"  # BCP 47: in which they are written to
    acts_for: str | None = None  # key of the team in whose name, and no other, they act


@dataclass(frozen=True)
class Team:
    """People who own items together; the lead answers for what nobody owns."""

    key: str
    name: str
    members: tuple[str, ...] = ()  # keys of people
    lead: str | None = None
    aliases: tuple[str, ...] = ()
    mail: str = ""  # a mailbox that its people share


@dataclass(frozen=True)
class Resolution:
    """Who is meant by a name: exactly one person or team, or nobody and some candidates."""

    written: str
    person: Person | None = None
    team: Team | None = None
    candidates: tuple[str, ...] = ()  # keys, where several match

    @property
    def found(self) -> bool:
        """True when exactly one is meant."""
        return self.person is not None or self.team is not None


def fold(written: str) -> str:
    """Return a name without case, accents' form, leading @ and surplus space."""
    plain = unicodedata.normalize("NFKC", written).strip().lstrip("@").casefold()
    return _SPACE.sub(" ", plain)


@dataclass(frozen=True)
class Directory:
    """Everyone the settings know, by key."""

    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    steward: str | None = None  # the person who gets what nobody else does

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, set[str]] = {}
        for key, spellings in self._spellings():
            for spelling in spellings:
                names.setdefault(fold(spelling), set()).add(key)
        return {name: tuple(sorted(keys)) for name, keys in names.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything people and teams are called, folded, first names too."""
        first = (fold(person.name).split(" ")[0] for person in self.people.values())
        return tuple(sorted({*self._names, *first} - {""}))

    @cached_property
    def team_names(self) -> tuple[str, ...]:
        """Everything teams are called, folded."""
        called = (n for t in self.teams.values() for n in (t.key, t.name, *t.aliases))
        return tuple(sorted({fold(name) for name in called} - {""}))

    def _spellings(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        for person in self.people.values():
            mails = (*filter(None, (person.mail,)), *person.other_mail)
            yield person.key, (person.key, person.name, *person.aliases, *mails)
        for team in self.teams.values():
            yield team.key, (team.key, team.name, *team.aliases, *filter(None, (team.mail,)))

    def resolve(self, written: str) -> Resolution:
        """Return who is meant by a name, handle, address or `Name <mail>`; never a guess."""
        if both := re.fullmatch(r"([^()]{1,80}?)\s*\((@[\w.-]{1,60})\)", written.strip()):
            return self._either(written, both[1], both[2])
        address = re.search(r"<([^<>\s]+@[^<>\s]+)>", written)
        keys = self._names.get(fold(address.group(1) if address else written), ())
        if len(keys) != 1:
            return Resolution(written, candidates=keys or self._first_names(written))
        return Resolution(written, self.people.get(keys[0]), self.teams.get(keys[0]))

    def _either(self, written: str, name: str, handle: str) -> Resolution:
        """Return whom a name and the handle beside it mean, if not two."""
        found = {r.person or r.team: r for r in map(self.resolve, (name, handle)) if r.found}
        if len(found) == 1:
            return replace(next(iter(found.values())), written=written)
        return Resolution(written, candidates=self.resolve(name).candidates)

    def meant(self, written: str) -> Resolution:
        """Return who is meant today: who left is followed by their successor.

        Nobody is meant where that chain ends, or where nobody of a team is left.
        """
        found, seen = self.resolve(written), set[str]()
        person = found.person
        while person and person.left and person.key not in seen:
            seen.add(person.key)
            person = self.people.get(person.successor or "")
        present = person if person and not person.left else None
        team = found.team if found.team and self.members(found.team) else None
        return Resolution(written, present, team, found.candidates)

    def members(self, team: Team) -> tuple[Person, ...]:
        """Return the members and the lead of a team who are still there."""
        keys = dict.fromkeys((*team.members, *((team.lead,) if team.lead else ())))
        people = (self.people.get(key) for key in keys)
        return tuple(person for person in people if person and not person.left)

    def _first_names(self, written: str) -> tuple[str, ...]:
        """Candidates only: a first name alone never decides who is mailed."""
        wanted = fold(written)
        return tuple(
            sorted(p.key for p in self.people.values() if fold(p.name).split(" ")[0] == wanted)
        )

    def by_mail(self, address: str) -> Person | None:
        """Return whose registered address this is."""
        wanted = address.strip().casefold()
        for person in self.people.values() if wanted else ():
            if wanted in (m.casefold() for m in (person.mail, *person.other_mail)):
                return person
        return None

    def team_by_mail(self, address: str) -> Team | None:
        """Return whose shared mailbox this is."""
        wanted = address.strip().casefold()
        teams = (team for team in self.teams.values() if team.mail)
        return next((team for team in teams if team.mail.casefold() == wanted), None)

    def teams_of(self, person: str) -> tuple[Team, ...]:
        """Return the teams a person belongs to or leads."""
        return tuple(t for t in self.teams.values() if person in t.members or person == t.lead)
