"""What is within a scope."""

from digest.model.change import TrackedItem
from digest.model.directory import Directory
from digest.model.document import Document
from digest.model.scope import Scope
from digest.schedule.concern import owners_of


def within(
    scope: Scope, tracked: TrackedItem, document: Document, directory: Directory
) -> bool:
    """Return whether an item is within a scope."""
    match scope.kind:
        case "person":
            owners = owners_of(tracked, document, directory)
            return any(o.person and o.person.key == scope.name for o in owners)
        case "team":
            return _of_team(scope.name, tracked, document, directory)
        case "source":
            return tracked.source == scope.name
        case "priority":
            priority = tracked.item.priority
            return priority is not None and priority.value == scope.name
        case "tag":
            return scope.name.casefold() in map(str.casefold, document.tags)
    return True


def _of_team(team: str, tracked: TrackedItem, document: Document, directory: Directory) -> bool:
    """Return whether a team or one of its members answers for an item."""
    members = directory.teams[team].members
    return any(
        (owner.team and owner.team.key == team)
        or (owner.person and owner.person.key in members)
        for owner in owners_of(tracked, document, directory)
    )
