"""Who reads: one reading of the store, and a person as the reader of a message."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from digest.model.change import Change, ChangeKind, TrackedItem
from digest.model.directory import Person
from digest.model.installation import Installation
from digest.model.owed import Choices
from digest.model.replies import ItemChoice
from digest.model.schedule import Chosen
from digest.schedule.entries import Reader
from digest.schedule.reading import Reading
from digest.schedule.slots import local_day
from digest.schedule.trend import WEEKS
from digest.workflow.duty import as_chosen
from digest.workflow.linking import STOPPABLE
from digest.workflow.links import Linker
from digest.workflow.outgoing import Letter
from digest.workflow.world import World


def read_store(
    world: World, *, after: int = 0, kind: str = "digest", moves: bool = False
) -> Reading:
    """Return one reading of the store, to make any number of messages of a kind from.

    Changes are those numbered above `after`: what every reader has been told is left out.
    `moves` takes along the dates that moved lately, which only the trend of a digest needs.
    """
    now, held = world.clock.now(), world.store.contents(after=after)
    people = world.installation.directory.people
    choices = world.store.choices_of([*people], now=now)
    listeners = frozenset(k for k, p in people.items() if eligible(p, choices[k], kind))
    return Reading(
        now=now,
        installation=_as_chosen(world.installation, choices),
        items=held.items,
        documents={(d.source, d.document.path): d for d in held.documents},
        sources=held.sources,
        listeners=listeners,
        changes=held.changes,
        through=held.through,
        recorded=held.recorded,
        moves=_moves(world, now) if moves else {},
        asked=_asked(world, held.items) if kind == "digest" else {},
        choices=_decided(world),
        away=world.store.absences(now.date()),
    )


def _decided(world: World) -> dict[str, list[ItemChoice]]:
    """Return what people decided of items for themselves, by item."""
    found: dict[str, list[ItemChoice]] = defaultdict(list)
    for choice in world.store.item_choices():
        found[choice.item].append(choice)
    return found


def _as_chosen(installation: Installation, choices: Mapping[str, Choices]) -> Installation:
    """Return an installation whose people have the schedules they chose."""
    people = installation.directory.people
    decided = {
        key: as_chosen(people[key], told)
        for key, told in choices.items()
        if told.schedule != Chosen()
    }
    if not decided:
        return installation
    directory = replace(installation.directory, people={**people, **decided})
    return replace(installation, directory=directory)


def _asked(world: World, items: Iterable[TrackedItem]) -> dict[str, frozenset[str]]:
    """Return who was asked why an open item moved, where no reason is written yet."""
    silent = [
        t.id
        for t in items
        if t.live and t.moves and not t.reason and not t.item.status.value.closed
    ]
    found: dict[str, set[str]] = defaultdict(set)
    for told in world.store.tellings(about=silent) if silent else ():
        if told.asked and told.reached:
            found[told.about].add(told.person)
    return {id_: frozenset(keys) for id_, keys in found.items()}


def _moves(world: World, now: datetime) -> dict[str, list[Change]]:
    """Return the dates that moved in the weeks a trend shows, by item."""
    found: dict[str, list[Change]] = defaultdict(list)
    since = now - timedelta(weeks=WEEKS)
    for change in world.store.changes(kind=ChangeKind.DUE, since=since, news_only=False):
        found[change.item_id].append(change)
    return found


def eligible(person: Person, choices: Choices, kind: str) -> bool:
    """Return whether a person is to get a kind of message at all."""
    reached = person.mail and not person.left and not choices.suspended
    return bool(reached) and kind not in choices.unsubscribed


def rests(person: Person, choices: Choices, kind: str, now: datetime) -> bool:
    """Return whether a person has paused a kind of message; what they are told of waits."""
    until = choices.paused_until
    paused = until is not None and local_day(person.schedule, now) < until
    return paused and kind in STOPPABLE


def reader_of(world: World, reading: Reading, person: Person, page: Letter | None) -> Reader:
    """Return a person as the reader of a message, with the schedule they chose."""
    person = reading.installation.directory.people.get(person.key, person)
    today = local_day(person.schedule, reading.now)
    linker = Linker(world.installation, reading, page.address if page else None)
    return Reader(person, today, linker, reading.installation, reading.away)
