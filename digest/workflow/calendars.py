"""A person's calendars: those everybody is offered, and those they named themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest.errors import UsageError
from digest.model.calendar import Choice, Fetch, SavedCalendar
from digest.model.directory import Person
from digest.model.ids import mint
from digest.model.ledger import Purpose
from digest.workflow.addresses import Addresses, offered
from digest.workflow.feed import Wanted
from digest.workflow.scope import Scope, parse_scope
from digest.workflow.world import World

_SAVED = "saved:"  # what the subject of a named calendar's token says instead of a scope
LONGEST = 60  # characters of a name
MOST = 50  # calendars of one person


@dataclass(frozen=True)
class Held:
    """A calendar of a person, with its address and when it was asked for last."""

    subject: str  # of its token
    scope: str
    url: str
    choice: Choice
    saved: SavedCalendar | None = None
    fetch: Fetch | None = None

    @property
    def name(self) -> str:
        """What a command calls it: its own name, else its scope."""
        return self.saved.name if self.saved else self.scope


def held(world: World, person: Person) -> tuple[Held, ...]:
    """Return a person's calendars and record their addresses; none without a public address."""
    addresses = Addresses(world)
    found = [one for one in _held(world, addresses, person) if one]
    world.store.remember(addresses.given)
    known: Mapping[str, Fetch] = world.store.fetches([one.subject for one in found])
    return tuple(
        Held(one.subject, one.scope, one.url, one.choice, one.saved, known.get(one.subject))
        for one in found
    )


def _held(world: World, addresses: Addresses, person: Person) -> Iterator[Held | None]:
    for scope in offered(world, person.key):
        url = addresses.feed(person.key, scope)
        yield Held(f"{person.key}/{scope}", scope, url, Choice()) if url else None
    for saved in world.store.calendars(person.key):
        url = addresses.feed(person.key, f"{_SAVED}{saved.id}")
        subject = f"{person.key}/{_SAVED}{saved.id}"
        yield Held(subject, saved.scope, url, saved.choice, saved) if url else None


def wanted(world: World, subject: str) -> Wanted | None:
    """Return the calendar that a token's subject means; None where it or its person is gone."""
    key, _, told = subject.partition("/")
    viewer = world.installation.directory.people.get(key)
    saved = world.store.calendar(told.removeprefix(_SAVED)) if told.startswith(_SAVED) else None
    if viewer is None or viewer.left or (saved and saved.person != key):
        return None
    try:  # its team or source may not be in the settings any more
        scope = saved.scope if saved else told
        found = parse_scope(scope, world.installation.directory, world.sources)
    except UsageError:
        return None
    if saved is None:
        return Wanted(found, viewer=viewer)
    return Wanted(found, saved.choice, viewer, saved.name)


def save(world: World, person: Person, name: str, scope: Scope, choice: Choice) -> None:
    """Name a new calendar.

    Raises:
        UsageError: the name is taken or is no name, or there are too many.
    """
    name, now = _name(name), world.clock.now()
    if len(world.store.calendars(person.key)) >= MOST:
        raise UsageError(f"{person.key} has {MOST} calendars (remove one first)")
    id_ = mint("calendar", person.key, name, now.isoformat())
    world.store.save_calendar(SavedCalendar(id_, person.key, name, str(scope), now, choice))


def rename(world: World, calendar: Held, name: str) -> None:
    """Call a calendar otherwise; its address stays.

    Raises:
        UsageError: the name is taken or is no name, or the calendar is one of those that
            everybody is offered.
    """
    if calendar.saved is None:
        raise UsageError(f"calendar {calendar.name}: only those you named can be renamed")
    world.store.rename_calendar(calendar.saved, _name(name))


def rotate(world: World, calendar: Held) -> None:
    """Give a calendar a new address, which nobody has fetched; the old one answers 410."""
    world.store.rotate(Purpose.FEED, calendar.subject)
    world.store.forget_fetches(calendar.subject)


def remove(world: World, calendar: Held) -> None:
    """Take a named calendar away: its address answers 410.

    Raises:
        UsageError: it is one of those that everybody is offered.
    """
    if calendar.saved is None:
        raise UsageError(
            f"calendar {calendar.name}: everybody is offered it (rotate it: what knows the"
            " old address is cut off)"
        )
    world.store.rotate(Purpose.FEED, calendar.subject)
    world.store.remove_calendar(calendar.saved.id)


def called(world: World, person: Person, name: str) -> Held:
    """Return the calendar that a person calls so.

    Raises:
        UsageError: there is none.
    """
    found = held(world, person)
    for one in found:
        if name in (one.name, one.scope):
            return one
    names = ", ".join(one.name for one in found)
    raise UsageError(f"calendar {name!r}: {person.key} has none of that name ({names})")


def _name(told: str) -> str:
    name = " ".join(told.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise UsageError(f"calendar name: 1 to {LONGEST} characters, found {told!r}")
    return name
