"""`digest schedule`: a person's own word on when they get digests, and of what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import click

from digest.cli import names
from digest.cli.options import CONFIG
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.model.directory import Person
from digest.model.schedule import Cadence, Chosen
from digest.model.scope import Scope
from digest.settings import values
from digest.wiring import wire
from digest.workflow.choosing import choose_schedule, forget_schedule, next_digest
from digest.workflow.duty import chosen
from digest.workflow.scope import find_person, parse_scope
from digest.workflow.world import World

T = TypeVar("T")


@click.command()
@click.argument("person", shell_complete=names.people)
@click.option("--every", type=click.Choice([one.value for one in Cadence]), help="How often.")
@click.option("--weekday", metavar="DAY", help="A day, monday to sunday.")
@click.option("--at", metavar="HH:MM", help="The time of day, there.")
@click.option("--zone", metavar="ZONE", help="Where: an IANA zone such as Europe/Berlin.")
@click.option("--first", metavar="DATE", help="A day of a week that has a fortnightly one.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    shell_complete=names.scopes,
    help="Of what, beside their own; repeat it.  none: their own alone.",
)
@click.option(
    "--all-clear/--no-all-clear", default=None, help="When there is nothing to say, too."
)
@click.option("--reset", is_flag=True, help="As the settings have it again.")
@STATE
@CONFIG
def schedule(
    person: str,
    *,
    scopes: tuple[str, ...],
    all_clear: bool | None,
    reset: bool,
    state: Path | None,
    config: Path | None,
    **told: str | None,
) -> None:
    """Set when PERSON gets digests, and of what, or show it.

    It is kept, and wins over the settings.

    \b
    digest schedule priya --weekday friday --at 16:00
    digest schedule priya --every fortnightly --first 2026-11-27
    digest schedule priya --scope team:identity --all-clear
    digest schedule priya --reset
    """
    decided = replace(_decided(told), all_clear=all_clear)
    world = wire(settings_in(config, state))
    decided = replace(decided, scopes=_scopes(scopes, world))
    found = find_person(person, world.installation.directory, "PERSON")
    if reset and decided != Chosen():
        raise UsageError("--reset: goes with no other option (leave it out to set something)")
    if reset:
        found = forget_schedule(world, found)
    elif decided != Chosen():
        found = choose_schedule(world, found, decided)
    else:
        found = chosen(world, found)
    click.echo(_told(world, found))


def _decided(told: dict[str, str | None]) -> Chosen:
    """Return what the options decide.

    Raises:
        UsageError: one of them is none of what it may be.
    """
    at: time | None = _read(told, "at", values.clock)
    every: str | None = told["every"]
    return Chosen(
        weekday=_read(told, "weekday", values.weekday),
        hour=at.hour if at else None,
        minute=at.minute if at else None,
        zone=_read(told, "zone", values.zone),
        cadence=Cadence(every) if every else None,
        first=_read(told, "first", values.day),
    )


def _scopes(told: tuple[str, ...], world: World) -> tuple[Scope, ...] | None:
    """Return the scopes that are named; None where none is, and nothing where `none` is."""
    if not told or told == ("none",):
        return () if told else None
    directory = world.installation.directory
    try:
        named = values.scopes(list(told))
    except ValueError as flaw:
        raise UsageError(f"--scope: {flaw}") from None
    return tuple(parse_scope(str(one), directory, world.sources) for one in named)


def _read(told: dict[str, str | None], name: str, read: Callable[[object], T]) -> T | None:
    try:
        return None if told[name] is None else read(told[name])
    except ValueError as flaw:
        raise UsageError(f"--{name}: {flaw}") from None


def _told(world: World, person: Person) -> str:
    schedule = person.schedule
    due = next_digest(world, person).astimezone(ZoneInfo(schedule.zone))
    settled = world.store.choices(person.key, now=world.clock.now()).schedule != Chosen()
    whose = "by their own choice" if settled else "as the settings have it"
    days = ", " + values.WEEKDAYS[schedule.weekday] if _has_weekday(schedule.cadence) else ""
    return (
        f"{person.name}: {schedule.cadence}{days} at {schedule.hour:02}:{schedule.minute:02}"
        f" ({schedule.zone}), {whose}; the next is due on {due:%a} {due.day} {due:%b} at"
        f" {due:%H:%M}{_extent(person)}"
    )


def _extent(person: Person) -> str:
    of = f"\n  of their own and {', '.join(map(str, person.scopes))}" if person.scopes else ""
    return of + ("\n  when there is nothing to say, too" if person.all_clear else "")


def _has_weekday(cadence: Cadence) -> bool:
    return cadence not in (Cadence.DAILY, Cadence.WEEKDAYS)
