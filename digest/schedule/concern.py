"""Whom an item concerns, and why: no item without a reader, and never a guess."""

from dataclasses import dataclass

from digest.access import owner_names
from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Resolution, Team
from digest.model.document import Document
from digest.model.edition import Why
from digest.model.installation import Installation, SourcePolicy
from digest.model.item import Role


@dataclass(frozen=True)
class Concern:
    """Why an item is told to a person; `owned` is False when it needs an owner."""

    why: Why
    owned: bool = True


def concern(
    person: Person,
    tracked: TrackedItem,
    document: Document,
    policy: SourcePolicy,
    installation: Installation,
) -> Concern | None:
    """Return why a person is told of an item, or None."""
    directory = installation.directory
    owners = owners_of(tracked, document, directory)
    if owners:
        return _among_owners(person, owners, tracked, directory)
    if person in authors_of(document, directory):
        return Concern(Why.AUTHOR, owned=False)
    if not authors_of(document, directory) and person == steward_of(policy, installation):
        return Concern(Why.STEWARD, owned=False)
    return None


def owners_of(
    tracked: TrackedItem, document: Document, directory: Directory
) -> tuple[Resolution, ...]:
    """Return the people and teams that answer for an item; empty when it needs an owner.

    Who left is followed by the successor.
    """
    names = owner_names(tracked, document)
    meant = (_present(directory.resolve(name), directory) for name in names)
    return tuple(resolution for resolution in meant if resolution.found)


def _present(meant: Resolution, directory: Directory) -> Resolution:
    """Follow successors; nobody is meant where the chain ends with someone who left."""
    person, seen = meant.person, set[str]()
    while person and person.left and person.key not in seen:
        seen.add(person.key)
        person = directory.people.get(person.successor or "")
    present = person if person and not person.left else None
    team = meant.team if meant.team and readers_of(meant.team, directory) else None
    return Resolution(meant.written, present, team, meant.candidates)


def readers_of(team: Team, directory: Directory) -> tuple[Person, ...]:
    """Return the members and the lead of a team who are still there."""
    keys = dict.fromkeys((*team.members, *((team.lead,) if team.lead else ())))
    people = (directory.people.get(key) for key in keys)
    return tuple(person for person in people if person and not person.left)


def _among_owners(
    person: Person,
    owners: tuple[Resolution, ...],
    tracked: TrackedItem,
    directory: Directory,
) -> Concern | None:
    if any(owner.person == person for owner in owners):
        return Concern(Why.ASKED if tracked.item.role is Role.ASK else Why.OWNER)
    teams = {team.key for team in directory.teams_of(person.key)}
    if any(owner.team and owner.team.key in teams for owner in owners):
        return Concern(Why.TEAM)
    return None


def authors_of(document: Document, directory: Directory) -> tuple[Person, ...]:
    """Return the people who wrote a document and are still there."""
    meant = (_present(directory.resolve(name), directory) for name in document.authors)
    return tuple(resolution.person for resolution in meant if resolution.person)


def steward_of(policy: SourcePolicy, installation: Installation) -> Person | None:
    """Return a source's steward, else the installation's, else the operator."""
    people = installation.directory.people
    for key in (policy.steward, installation.directory.steward, installation.operator):
        if key and key in people and not people[key].left:
            return people[key]
    return None


def names_of(owners: tuple[Resolution, ...]) -> tuple[str, ...]:
    """Return the owners as a reader knows them."""
    meant = (owner.person or owner.team for owner in owners)
    return tuple(one.name for one in meant if one)
