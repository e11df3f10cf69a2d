"""What a form of the page of calendars changes, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_of

from digest.errors import UsageError
from digest.model.calendar import Choice, Kind
from digest.model.directory import Person
from digest.web.calendars import Sight, scope_label
from digest.web.feeds import days
from digest.web.session import Posted
from digest.workflow.calendars import MOST, Held, held, remove, rename, rotate, save
from digest.workflow.scope import Scope, parse_scope
from digest.workflow.shelf import Shelf
from digest.workflow.world import World

_PRIORITIES = ("P0", "P1", "P2", "P3", "P4")


@dataclass(frozen=True)
class Flaw:
    """Why a form changed nothing: the field that is wrong, and all that was typed."""

    field: str  # `name`, `scope`, `done`, `alarm`, `many`; empty where nothing is wrong
    calendar: str = ""  # the one that was to be changed, by its subject
    told: Mapping[str, str] = field_of(default_factory=dict)


NOTHING = Flaw("")


@dataclass(frozen=True)
class Group:
    """Parts of everything that a calendar can be of, under a heading: value and label."""

    kind: str
    parts: tuple[tuple[str, str], ...]


def choices(world: World, shelf: Shelf, looks: Sight) -> tuple[Group, ...]:
    """Return what a new calendar can be of; sources are those in which its reader sees any."""
    key, teams = looks.viewer.key, world.installation.directory.teams
    seen = sorted({source for source, _ in shelf.look().seen_by(looks.viewer)})
    named = (
        ("own", [Scope("person", key), Scope("all")]),
        ("teams", [Scope("team", team) for team in teams]),
        ("sources", [Scope("source", source) for source in seen]),
        ("priorities", [Scope("priority", priority) for priority in _PRIORITIES]),
    )
    return tuple(
        Group(kind, tuple((str(scope), scope_label(scope, looks)) for scope in scopes))
        for kind, scopes in named
        if scopes
    )


def change(world: World, form: Posted) -> str | Flaw:
    """Do what a form says; return what was done, or why nothing was."""
    told, person = form.fields, form.session.person
    verb = told.get("do", "")
    if verb == "add":
        return _add(world, person, told)
    found = [one for one in held(world, person) if one.subject == told.get("calendar")]
    if verb not in _CHANGES or not found:
        return ""  # of a page that is not current any more: the next one shows what there is
    try:
        _CHANGES[verb](world, found[0], told.get("name", ""))
    except UsageError:
        return Flaw("name", found[0].subject, told)
    return _DONE[verb]


_CHANGES: Mapping[str, Callable[[World, Held, str], None]] = {
    "rename": rename,
    "rotate": lambda world, one, _: rotate(world, one),
    "remove": lambda world, one, _: remove(world, one),
}
_DONE = {"rename": "renamed", "rotate": "rotated", "remove": "removed"}


def _add(world: World, person: Person, told: Mapping[str, str]) -> str | Flaw:
    if len(world.store.calendars(person.key)) >= MOST:
        return Flaw("many", told=told)
    wrong = "scope"
    try:
        scope = _scope(world, told)
        wrong = "done"
        done = _days(told, wrong)
        wrong = "alarm"
        alarm = _days(told, wrong)
        kind = Kind(told["kind"]) if told.get("kind") in tuple(Kind) else Kind.EVENT
        late, review = "overdue" in told, "review" in told
        wrong = "name"
        choice = Choice(kind, done, alarm, overdue=late, review=review)
        save(world, person, told.get("name", ""), scope, choice)
    except UsageError:
        return Flaw(wrong, told=told)
    return "added"


def _scope(world: World, told: Mapping[str, str]) -> Scope:
    """Return what is chosen; of a tag or a person it is typed which."""
    chosen = told.get("scope", "")
    if chosen.endswith(":"):
        chosen += " ".join(told.get("which", "").split())
    return parse_scope(chosen, world.installation.directory, world.sources)


def _days(told: Mapping[str, str], name: str) -> int | None:
    typed = told.get(name, "").strip()
    return days(typed) if typed else None
