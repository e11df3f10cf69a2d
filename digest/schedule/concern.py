"""Whom an item concerns, and why: no item without a reader, and never a guess."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from digest.access import may_see, owner_names
from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Resolution, Team
from digest.model.document import Document
from digest.model.entry import Why
from digest.model.installation import Installation, SourcePolicy
from digest.model.item import Role

Listens = Callable[[Person], bool]
NotTheirs = Callable[[TrackedItem, Document], frozenset[str]]  # keys of people


@dataclass(frozen=True)
class Concern:
    """Why an item is told to a person; `owned` is False when it needs an owner who reads.

    `silent` names owners who are known and get no mail or may not read the document.
    """

    why: Why
    owned: bool = True
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Who may hear of what stands in one document."""

    policy: SourcePolicy
    installation: Installation
    listens: Listens  # whether a person gets mail at all
    escalates: Callable[[TrackedItem], bool] = lambda _: False  # whether leads hear of it too
    not_theirs: NotTheirs = lambda _, __: frozenset()  # who said that an item is not theirs

    def hears(self, person: Person, document: Document) -> bool:
        """Return whether a person gets mail and may read a document."""
        directory = self.installation.directory
        return self.listens(person) and may_see(person, self.policy, document, directory)


def audience(tracked: TrackedItem, document: Document, rules: Rules) -> dict[str, Concern]:
    """Return every person an item is told to, by key, and why.

    The owners, with the whole of a team that owns it, but for who said it is not theirs.
    Where no owner reads: the leads of the owners' teams, else the document's authors, else the
    source's steward; nobody's refusal leaves it to nobody.
    """
    directory = rules.installation.directory
    owners = owners_of(tracked, document, directory)
    found = _owners(owners, tracked, document, rules)
    if found:
        return found | _leads(found, tracked, document, rules)
    not_theirs = rules.not_theirs(tracked, document)
    heeded = (o for o in owners if o.person is None or o.person.key not in not_theirs)
    silent = names_of(tuple(heeded))
    for without in (not_theirs, frozenset[str]()) if not_theirs else (not_theirs,):
        for why, people in _instead(tracked, document, rules):
            heard = [p for p in people if rules.hears(p, document) and p.key not in without]
            if heard:
                return {p.key: Concern(why, owned=False, silent=silent) for p in heard}
    return {}


def _owners(
    owners: Iterable[Resolution], tracked: TrackedItem, document: Document, rules: Rules
) -> dict[str, Concern]:
    found: dict[str, Concern] = {}
    not_theirs = rules.not_theirs(tracked, document)
    own = Concern(Why.ASKED if tracked.item.role is Role.ASK else Why.OWNER)
    for owner in owners:
        members = rules.installation.directory.members(owner.team) if owner.team else ()
        for person in (owner.person,) if owner.person else members:
            if rules.hears(person, document) and person.key not in not_theirs:
                found.setdefault(person.key, own if owner.person else Concern(Why.TEAM))
    return found


def _leads(
    found: Mapping[str, Concern], tracked: TrackedItem, document: Document, rules: Rules
) -> dict[str, Concern]:
    """Return the leads who hear of what has been late for long, the owners apart."""
    if not rules.escalates(tracked):
        return {}
    leads = leads_of(owner_names(tracked, document), rules.installation.directory)
    return {
        lead.key: Concern(Why.LEAD)
        for lead in leads
        if lead.key not in found and rules.hears(lead, document)
    }


def _instead(
    tracked: TrackedItem, document: Document, rules: Rules
) -> Iterable[tuple[Why, tuple[Person, ...]]]:
    """Yield who is told when no owner reads, the nearest first."""
    directory = rules.installation.directory
    yield Why.TEAM, tuple(leads_of(owner_names(tracked, document), directory))
    yield Why.AUTHOR, authors_of(document, directory)
    steward = steward_of(rules.policy, rules.installation)
    yield Why.STEWARD, (steward,) if steward else ()


def leads_of(names: Iterable[str], directory: Directory) -> Iterable[Person]:
    """Yield the leads of the teams that the named people belong to, or belonged to."""
    for name in names:
        owner = directory.resolve(name).person
        for team in directory.teams_of(owner.key) if owner else ():
            lead = directory.people.get(team.lead or "")
            if lead and not lead.left:
                yield lead


def owners_of(
    tracked: TrackedItem, document: Document, directory: Directory
) -> tuple[Resolution, ...]:
    """Return the people and teams that answer for an item; empty when it needs an owner."""
    meant = (directory.meant(name) for name in owner_names(tracked, document))
    return tuple(resolution for resolution in meant if resolution.found)


def authors_of(document: Document, directory: Directory) -> tuple[Person, ...]:
    """Return the people who wrote a document and are still there."""
    meant = (directory.meant(name) for name in document.authors)
    return tuple(resolution.person for resolution in meant if resolution.person)


def steward_of(policy: SourcePolicy, installation: Installation) -> Person | None:
    """Return a source's steward, else the installation's, else the operator."""
    people = installation.directory.people
    for key in (policy.steward, installation.directory.steward, installation.operator):
        if key and key in people and not people[key].left:
            return people[key]
    return None


def meant_by(owners: tuple[Resolution, ...]) -> tuple[Person | Team, ...]:
    """Return the people and teams that owners mean."""
    meant = (owner.person or owner.team for owner in owners)
    return tuple(one for one in meant if one)


def names_of(owners: tuple[Resolution, ...]) -> tuple[str, ...]:
    """Return the owners as a reader knows them."""
    return tuple(one.name for one in meant_by(owners))
