"""The calendar of a scope, as one viewer may see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from digest.ical import Announced, Choice, Entry, write
from digest.model.directory import Person
from digest.model.ledger import StoredDocument
from digest.render.calendars import head_words
from digest.render.language import Language
from digest.schedule.concern import authors_of
from digest.schedule.reading import Place
from digest.schedule.slots import local_day
from digest.workflow.announced import Days, standing
from digest.workflow.review import review
from digest.workflow.scope import Scope
from digest.workflow.shelf import Card, Sheet, Shelf
from digest.workflow.world import World


@dataclass(frozen=True)
class Wanted:
    """A calendar that is asked for: of what, how, and for whose eyes (None: the operator's)."""

    scope: Scope
    choice: Choice = field(default_factory=Choice)
    viewer: Person | None = None
    name: str = ""  # what its person calls it


def feed(world: World, wanted: Wanted, shelf: Shelf | None = None) -> bytes:
    """Return the bytes of a feed; a `shelf` that is kept has most of them ready."""
    scope, choice, viewer = wanted.scope, wanted.choice, wanted.viewer
    installation, sheet = world.installation, (shelf or Shelf(world)).look()
    seen = sheet.seen_by(viewer) if viewer else frozenset(sheet.documents)
    personal = viewer is not None and scope == Scope("person", viewer.key)
    cards = [card for card in sheet.cards if card.place in seen]
    if scope.kind != "all":
        cards = list(filter(_within(world, scope), cards))
    language = language_of(world, viewer)
    entries: list[Entry | Announced] = [c.entry(language, own=personal) for c in cards]
    for told in _announced(world, scope, sheet, seen):
        entries += told.within(language, sheet.meant(told))
    today = today_of(world, viewer)
    days = installation.done_days if choice.done_days is None else choice.done_days
    if choice.review:
        entries += review(str(scope), cards, today, sheet.turns, language=language)
    head = head_words(wanted.name or _name(world, scope), language)
    return write(head, entries, replace(choice, done_days=days), today=today)


def today_of(world: World, viewer: Person | None) -> date:
    """Return the day it is where the viewer is; without one, in UTC."""
    now = world.clock.now()
    return local_day(viewer.schedule, now) if viewer else now.date()


def language_of(world: World, viewer: Person | None) -> Language:
    """Return the viewer's language; without one, that of pages for nobody known."""
    return world.render.language(viewer.language if viewer else world.installation.language)


def _announced(
    world: World, scope: Scope, sheet: Sheet, seen: frozenset[Place]
) -> Iterator[Days]:
    """Yield the days that documents of a scope announce: of people and teams, their own."""
    found = (days for place, some in sheet.announced.items() if place in seen for days in some)
    for days in standing(found):
        if _tells(world, scope, days.stored):
            yield days


def _tells(world: World, scope: Scope, stored: StoredDocument) -> bool:
    if scope.kind in ("person", "team"):
        authors = {author.key for author in _authors(stored, world)}
        return not authors.isdisjoint(_members(world, scope))
    if scope.kind == "tag":
        return _tagged(stored, scope.name)
    return scope.kind == "all" or (scope.kind == "source" and stored.source == scope.name)


def _authors(stored: StoredDocument, world: World) -> tuple[Person, ...]:
    return authors_of(stored.document, world.installation.directory)


def _members(world: World, scope: Scope) -> frozenset[str]:
    """Return the people of a scope that is a person or a team."""
    if scope.kind == "person":
        return frozenset((scope.name,))
    return frozenset(world.installation.directory.teams[scope.name].members)


def _within(world: World, scope: Scope) -> Callable[[Card], bool]:
    """Return whether a card belongs to a scope."""
    match scope.kind:
        case "person":
            return lambda card: scope.name in card.people
        case "team":
            members = _members(world, scope)
            return lambda c: scope.name in c.teams or not members.isdisjoint(c.people)
        case "source":
            return lambda card: card.tracked.source == scope.name
        case "priority":
            return lambda card: card.priority == scope.name
        case "tag":
            return lambda card: _tagged(card.stored, scope.name)
    raise ValueError(f"scope {scope}")


def _tagged(stored: StoredDocument, tag: str) -> bool:
    return tag.casefold() in map(str.casefold, stored.document.tags)


def _name(world: World, scope: Scope) -> str:
    directory, title = world.installation.directory, world.installation.title
    known = directory.people.get(scope.name) or directory.teams.get(scope.name)
    about = known.name if known and scope.kind in ("person", "team") else scope.name
    return f"{title}: {about}" if about else title
