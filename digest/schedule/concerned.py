"""Whom a moved date concerns besides its owner, who hears first, and who is asked why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from digest.access import owner_names
from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Resolution, Team
from digest.model.document import Document
from digest.model.entry import Why
from digest.model.item import Role
from digest.model.ledger import StoredDocument
from digest.schedule.concern import Concern, authors_of, leads_of, owners_of, steward_of
from digest.schedule.reading import Reading, policy_of


@dataclass(frozen=True)
class Concerned:
    """Why somebody is told of a moved date; `first`: before all others."""

    concern: Concern
    first: bool = False


def by_item(
    reading: Reading,
    tracked: TrackedItem,
    stored: StoredDocument,
    waiting: Iterable[TrackedItem],
) -> dict[str, Concerned]:
    """Return whom a moved item concerns, by key: the nearest reason counts."""
    directory, found = reading.installation.directory, dict[str, Concerned]()
    names = owner_names(tracked, stored.document)
    for key, concern in reading.audiences.get(tracked.id, {}).items():
        found[key] = Concerned(concern, first=True)
    for why, first, people in (
        (Why.TEAM, True, leads_of(names, directory)),
        (Why.WAITS, False, _waiting(reading, waiting)),
        (Why.TEAM, False, _mates(names, directory)),
        (Why.AUTHOR, False, authors_of(stored.document, directory)),
        (Why.WATCHER, False, _watchers(reading, stored, owners_of_names(names, directory))),
    ):
        _add(found, people, Concerned(Concern(why), first))
    return _hearing(reading, stored, found)


def by_update(
    reading: Reading, stored: StoredDocument, waiting: Iterable[TrackedItem] = ()
) -> dict[str, Concerned]:
    """Return whom an announced delay concerns: the teams of its authors, who read about it.

    Without anybody in such a team, the source's steward.
    """
    directory, document = reading.installation.directory, stored.document
    authors = authors_of(document, directory)
    mates = [p for p in _mates(document.authors, directory) if p not in authors]
    found: dict[str, Concerned] = {}
    _add(found, leads_of(document.authors, directory), Concerned(Concern(Why.TEAM), first=True))
    _add(found, authors, Concerned(Concern(Why.AUTHOR), first=True))
    _add(found, _waiting(reading, waiting), Concerned(Concern(Why.WAITS)))
    _add(found, mates, Concerned(Concern(Why.TEAM)))
    if not mates:
        steward = steward_of(
            policy_of(reading.installation, stored.source), reading.installation
        )
        _add(found, [steward] if steward else [], Concerned(Concern(Why.STEWARD)))
    whose = owners_of_names(document.authors, directory)
    _add(found, _watchers(reading, stored, whose), Concerned(Concern(Why.WATCHER)))
    return _hearing(reading, stored, found)


def asked(reading: Reading, tracked: TrackedItem, document: Document, mover: str) -> set[str]:
    """Return the keys of those who are asked why an item moved: its owners.

    Of a team that owns it whoever of them moved it, else the lead, else all.
    """
    directory = reading.installation.directory
    keys: set[str] = set()
    for owner in owners_of(tracked, document, directory):
        if owner.person:
            keys.add(owner.person.key)
        elif owner.team:
            members = {person.key for person in directory.members(owner.team)}
            lead = {owner.team.lead} & members
            keys |= {mover} & members or {key for key in lead if key} or members
    return keys


def waiting_people(
    tracked: TrackedItem, document: Document, directory: Directory
) -> tuple[Resolution, ...]:
    """Return who waits where an item waits: its owners; of what is asked, whoever asks."""
    if tracked.item.role is not Role.ASK:
        return owners_of(tracked, document, directory)
    meant = (directory.meant(name) for name in document.authors)
    return tuple(one for one in meant if one.found)


def owners_of_names(names: Iterable[str], directory: Directory) -> tuple[Resolution, ...]:
    """Return the people and teams that names mean today."""
    return tuple(one for one in map(directory.meant, names) if one.found)


def _add(found: dict[str, Concerned], people: Iterable[Person], told: Concerned) -> None:
    for person in people:
        found.setdefault(person.key, told)


def _hearing(
    reading: Reading, stored: StoredDocument, found: dict[str, Concerned]
) -> dict[str, Concerned]:
    """Leave those who get mail, and may read the document."""
    rules, people = reading.rules(stored.source), reading.installation.directory.people
    return {k: why for k, why in found.items() if rules.hears(people[k], stored.document)}


def _waiting(reading: Reading, waiting: Iterable[TrackedItem]) -> Iterator[Person]:
    directory = reading.installation.directory
    for tracked in waiting:
        stored = reading.document(tracked)
        if stored:
            for one in waiting_people(tracked, stored.document, directory):
                yield from _people(one, directory)


def _mates(names: Iterable[str], directory: Directory) -> Iterator[Person]:
    """Yield everybody in a team of the named people, and in the named teams."""
    for name in names:
        meant = directory.meant(name)
        person = meant.person
        teams = directory.teams_of(person.key) if person else ()
        for team in (*teams, *((meant.team,) if meant.team else ())):
            yield from directory.members(team)


def _people(meant: Resolution, directory: Directory) -> tuple[Person, ...]:
    if meant.person:
        return (meant.person,)
    return directory.members(meant.team) if meant.team else ()


def _watchers(
    reading: Reading, stored: StoredDocument, whose: Iterable[Resolution]
) -> Iterator[Person]:
    """Yield who watches a source, or the people and teams whose the moved thing is."""
    directory = reading.installation.directory
    watched = {stored.source}
    for meant in whose:
        one: Person | Team | None = meant.person or meant.team
        watched |= {one.key} if one else set()
        person = meant.person
        watched |= {team.key for team in directory.teams_of(person.key)} if person else set()
    for person in directory.people.values():
        if watched & {*person.watches}:
            yield person
