"""`digest feeds`: a person's calendars, their addresses, and who asks for them."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from digest.cli import names
from digest.cli.once import shelve
from digest.cli.options import CONFIG, KIND
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.model.calendar import Choice, Kind
from digest.model.directory import Person
from digest.wiring import wire
from digest.workflow import calendars
from digest.workflow.calendars import Held, called, held
from digest.workflow.scope import find_person, parse_scope
from digest.workflow.world import World

PERSON = click.argument("person", shell_complete=names.people)
_DAYS = click.IntRange(0, 365)


@click.group()
def feeds() -> None:
    """Show and change a person's calendars: what they hold, and their addresses.

    An address is secret: whoever has it reads what its person may read.

    \b
    digest feeds list priya
    digest feeds rotate priya person:priya
    """


@feeds.command("list")
@PERSON
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@STATE
@CONFIG
def list_(person: str, *, as_json: bool, state: Path | None, config: Path | None) -> None:
    """List PERSON's calendars with their addresses, and when each was fetched last.

    \b
    digest feeds list priya --json | jq '.[].url'
    """
    world, viewer = _of(person, state, config)
    found = _held(world, viewer)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found]))
        return
    for one in found:
        for line in _lines(one):
            click.echo(line)


@feeds.command()
@PERSON
@click.argument("name")
@click.argument("scope", shell_complete=names.scopes)
@KIND
@click.option("--done", type=_DAYS, metavar="DAYS", help="How long finished items stay.")
@click.option("--alarm", type=_DAYS, metavar="DAYS", help="An alarm so many days before.")
@click.option("--overdue", is_flag=True, help="Only what is late.")
@click.option("--review", is_flag=True, help="A follow-up review each Monday, with an agenda.")
@STATE
@CONFIG
def add(  # noqa: PLR0913 - one for each option
    person: str,
    name: str,
    scope: str,
    *,
    kind: str,
    done: int | None,
    alarm: int | None,
    overdue: bool,
    review: bool,
    state: Path | None,
    config: Path | None,
) -> None:
    """Give PERSON one more calendar, of SCOPE, called NAME.

    \b
    digest feeds add priya "Urgent" priority:P1 --kind both --alarm 2
    """
    world, viewer = _of(person, state, config)
    found = parse_scope(scope, world.installation.directory, world.sources)
    choice = Choice(Kind(kind), done, alarm, overdue=overdue, review=review)
    calendars.save(world, viewer, name, found, choice)
    click.echo(called(world, viewer, " ".join(name.split())).url)


@feeds.command()
@PERSON
@click.argument("name")
@STATE
@CONFIG
def rotate(person: str, name: str, state: Path | None, config: Path | None) -> None:
    """Give a calendar a new address; the old one is gone within two seconds.

    \b
    digest feeds rotate priya person:priya
    """
    world, viewer = _of(person, state, config)
    calendars.rotate(world, called(world, viewer, name))
    click.echo(called(world, viewer, name).url)


@feeds.command()
@PERSON
@click.argument("name")
@click.argument("new")
@STATE
@CONFIG
def rename(person: str, name: str, new: str, state: Path | None, config: Path | None) -> None:
    """Call a calendar otherwise; its address stays.

    \b
    digest feeds rename priya Urgent "Urgent things"
    """
    world, viewer = _of(person, state, config)
    calendars.rename(world, called(world, viewer, name), new)


@feeds.command()
@PERSON
@click.argument("name")
@STATE
@CONFIG
def remove(person: str, name: str, state: Path | None, config: Path | None) -> None:
    """Take a calendar away; its address is gone within two seconds.

    \b
    digest feeds remove priya Urgent
    """
    world, viewer = _of(person, state, config)
    calendars.remove(world, called(world, viewer, name))


@feeds.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@STATE
@CONFIG
def export(folder: Path, state: Path | None, config: Path | None) -> None:
    """Write the calendars of everybody with an address into FOLDER, for a static host.

    What is the same stays untouched, what is there no more is removed.

    \b
    digest feeds export site
    """
    world = wire(settings_in(config, state))
    click.echo(f"calendars: {shelve(world, folder)}")


def _of(person: str, state: Path | None, config: Path | None) -> tuple[World, Person]:
    world = wire(settings_in(config, state))
    return world, find_person(person, world.installation.directory, "PERSON")


def _held(world: World, viewer: Person) -> tuple[Held, ...]:
    found = held(world, viewer)
    if not found:
        raise UsageError("public_url: is not set, so calendars have no address")
    return found


def _plain(one: Held) -> dict[str, object]:
    fetch, choice = one.fetch, one.choice
    return {
        "name": one.name,
        "scope": one.scope,
        "url": one.url,
        "kind": choice.kind.value,
        "done_days": choice.done_days,
        "alarm_days": choice.alarm_days,
        "overdue": choice.overdue,
        "review": choice.review,
        "fetched_at": fetch.at.isoformat() if fetch else None,
        "client": fetch.client if fetch else None,
        "fetches": fetch.count if fetch else 0,
    }


def _lines(one: Held) -> Iterator[str]:
    yield f"{one.name}" + (f"  ({one.scope})" if one.saved else "")
    yield f"  {one.url}"
    if one.fetch:
        at = f"{one.fetch.at:%Y-%m-%d %H:%M} UTC"
        yield f"  fetched {at} by {one.fetch.client}, {one.fetch.count:,} times in all"
    else:
        yield "  never fetched"
