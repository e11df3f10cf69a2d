"""Who may see and who may change: two functions, asked by mail, feeds, pages and receipts."""

from collections.abc import Iterable

from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Resolution
from digest.model.document import Document
from digest.model.installation import SourcePolicy
from digest.model.item import ActionItem, Role


def may_see(
    person: Person, policy: SourcePolicy, document: Document, directory: Directory
) -> bool:
    """Return whether a person may read a document and everything found in it.

    The source's `readers` decide (nobody named: everyone), narrowed by the document's
    `audience`.
    """
    return reads(person, directory) and all(
        not names or _among(person, names, directory)
        for names in (policy.readers, document.audience)
    )


def reads(person: Person, directory: Directory) -> bool:
    """Return whether a person may read anything at all."""
    return not person.left and person.key in directory.people


def open_to_all(policy: SourcePolicy, document: Document) -> bool:
    """Return whether whoever reads anything may read a document."""
    return not policy.readers and not document.audience


def owner_names(tracked: TrackedItem, document: Document) -> tuple[str, ...]:
    """Return who answers for an item, as written."""
    return owners_written(tracked.item, document)


def owners_written(item: ActionItem, document: Document) -> tuple[str, ...]:
    """Return who answers for an item that was read just now, as written.

    A task of a progress update without a name belongs to the team or author of the series.
    """
    series = document.series_at(item.line)
    if item.owners or item.role is Role.ACTION or not series:
        return item.owners
    return (series,)


def may_change(
    person: Person, tracked: TrackedItem, document: Document, directory: Directory
) -> bool:
    """Return whether a person's command on an item counts.

    The owner, the owner's team and its lead, and the document's authors.  Who acts for a team,
    from its shared mailbox, changes only what is written as the team's own.
    """
    if person.left or person.key not in directory.people:
        return False
    owners = [directory.meant(name) for name in owner_names(tracked, document)]
    authors = [directory.meant(name) for name in document.authors]
    return any(_is(person, meant, directory) for meant in (*owners, *authors)) or any(
        _mates(person, meant.person, directory) for meant in owners if meant.person
    )


def may_decide(
    person: Person, document: Document, directory: Directory, asked: Iterable[str] = ()
) -> bool:
    """Return whether a person's answer to what a document announces counts.

    The authors, whom a blocker asks, their teams and the leads of these.
    """
    if person.left or person.key not in directory.people:
        return False
    counts = [directory.meant(name) for name in (*document.authors, *asked)]
    return any(
        _is(person, meant, directory)
        or (meant.person is not None and _mates(person, meant.person, directory))
        for meant in counts
    )


def _among(person: Person, names: Iterable[str], directory: Directory) -> bool:
    return any(_is(person, directory.resolve(name), directory) for name in names)


def _is(person: Person, meant: Resolution, directory: Directory) -> bool:
    teams = {team.key for team in directory.teams_of(person.key)}
    if person.acts_for:
        teams &= {person.acts_for}
    return meant.person == person or (meant.team is not None and meant.team.key in teams)


def _mates(person: Person, other: Person, directory: Directory) -> bool:
    if person.acts_for:  # a shared mailbox changes what the team itself owns
        return False
    shared = directory.teams_of(person.key)
    return any(team in shared for team in directory.teams_of(other.key))
