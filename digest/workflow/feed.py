"""The calendar of a scope, as one viewer may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from digest import ical
from digest.errors import UsageError
from digest.model.change import TrackedItem
from digest.model.directory import Directory, Person, Resolution
from digest.model.document import Document
from digest.model.ledger import StoredDocument
from digest.schedule.concern import names_of, owners_of
from digest.schedule.reading import Reading
from digest.schedule.slots import local_day
from digest.workflow.links import Linker
from digest.workflow.readers import read_store
from digest.workflow.world import World

SCOPES = ("all", "person", "team", "source", "tag", "priority")


@dataclass(frozen=True)
class Scope:
    """Which items a feed holds: `all`, or a kind and a name such as `person:priya`."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


def parse_scope(text: str, directory: Directory, sources: Iterable[str]) -> Scope:
    """Return a scope; people and teams may be named by any name that is theirs alone.

    Raises:
        UsageError: it is none, or names nobody we know.
    """
    kind, _, name = text.partition(":")
    if text == "all":
        return Scope("all")
    if kind not in SCOPES[1:] or not name.strip():
        wanted = "all, person:NAME, team:NAME, source:NAME, tag:NAME or priority:P1"
        raise UsageError(f"scope {text!r} is not one of {wanted}")
    match kind:
        case "person":
            return Scope(kind, find_person(name, directory, "scope").key)
        case "team":
            team = directory.teams.get(name) or directory.resolve(name).team
            return Scope(kind, team.key if team else _unknown(kind, name, directory.teams))
        case "source":
            known = tuple(sources)
            return Scope(kind, name if name in known else _unknown(kind, name, known))
        case "priority":
            return Scope(kind, name.upper())
    return Scope(kind, name)


def find_person(name: str, directory: Directory, asked: str) -> Person:
    """Return the one person a name means.

    Raises:
        UsageError: nobody is meant, or more than one; `asked` says where the name stood.
    """
    found = directory.people.get(name) or directory.resolve(name).person
    return found or _unknown("person", name, directory.people, asked)


def _unknown(kind: str, name: str, known: Iterable[str], asked: str = "scope") -> NoReturn:
    """Say what was likely meant, or what there is."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    there = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004 - a line
    hint = (
        f"did you mean {close[0]!r}?"
        if close
        else f"there is: {there}"
        if names
        else "there is none"
    )
    told = f"{asked} {kind}:{name}" if asked == "scope" else f"{asked} {name}"
    raise UsageError(f"{told}: no such {kind} ({hint})")


def feed(world: World, scope: Scope, kind: ical.Kind, viewer: Person | None) -> bytes:
    """Return the bytes of a feed; without a viewer, as the operator of the service sees it."""
    return feed_of(world, read_store(world), scope, kind, viewer)


def feed_of(
    world: World, reading: Reading, scope: Scope, kind: ical.Kind, viewer: Person | None
) -> bytes:
    """Return the bytes of a feed, from a reading that serves many."""
    installation = world.installation
    linker = Linker(installation, reading, None)
    personal = viewer is not None and scope == Scope("person", viewer.key)
    entries = [
        ical.Entry(
            tracked,
            stored.document.title,
            () if personal else names_of(_owners(tracked, stored.document, world)),
            linker(tracked.id),
        )
        for tracked, stored in _visible(reading, viewer)
        if _within(world, scope, tracked, stored.document)
    ]
    schedule = viewer.schedule if viewer else None
    today = local_day(schedule, reading.now) if schedule else reading.now.date()
    name = _name(world, scope)
    return ical.write(name, entries, kind=kind, today=today, done_days=installation.done_days)


def _visible(
    reading: Reading, viewer: Person | None
) -> list[tuple[TrackedItem, StoredDocument]]:
    items: Iterable[TrackedItem] = (t for t in reading.items if t.live)
    if viewer:
        items = reading.visible_items(viewer)
    found = ((tracked, reading.document(tracked)) for tracked in items)
    return [(tracked, stored) for tracked, stored in found if stored]


def _owners(tracked: TrackedItem, document: Document, world: World) -> tuple[Resolution, ...]:
    return owners_of(tracked, document, world.installation.directory)


def _within(world: World, scope: Scope, tracked: TrackedItem, document: Document) -> bool:
    match scope.kind:
        case "person":
            owners = _owners(tracked, document, world)
            return any(o.person and o.person.key == scope.name for o in owners)
        case "team":
            return _of_team(world, scope.name, tracked, document)
        case "source":
            return tracked.source == scope.name
        case "priority":
            priority = tracked.item.priority
            return priority is not None and priority.value == scope.name
        case "tag":
            return scope.name.casefold() in map(str.casefold, document.tags)
    return True


def _of_team(world: World, team: str, tracked: TrackedItem, document: Document) -> bool:
    """Return whether a team or one of its members answers for an item."""
    members = world.installation.directory.teams[team].members
    return any(
        (owner.team and owner.team.key == team)
        or (owner.person and owner.person.key in members)
        for owner in _owners(tracked, document, world)
    )


def _name(world: World, scope: Scope) -> str:
    directory, title = world.installation.directory, world.installation.title
    known = directory.people.get(scope.name) or directory.teams.get(scope.name)
    about = known.name if known and scope.kind in ("person", "team") else scope.name
    return f"{title}: {about}" if about else title
