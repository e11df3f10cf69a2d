"""`digest why`: the account of one person's mail."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from digest.cli import names
from digest.cli.jsonable import jsonable
from digest.cli.options import CONFIG
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.model.account import Account, Line, SlotTold
from digest.schedule.slots import local_day
from digest.wiring import consult
from digest.workflow.account import account
from digest.workflow.scope import find_person

_WEEK = timedelta(days=6)  # from its Monday to its Sunday
_LISTED = 30  # of what is left out
_WHY = {
    "owner": "owns it",
    "team": "of a team of theirs",
    "lead": "leads the team of who owns it, and it is late for long",
    "scope": "their digest is of that scope",
    "author": "wrote the document, whose item no known owner reads",
    "steward": "steward: nobody else was found to tell",
    "asked": "something is needed from them",
    "reader": "news of what they may read",
}


@click.command()
@click.argument("person", shell_complete=names.people)
@click.option(
    "--week", metavar="WEEK", help="Another week: 2026-W47 or a day in it; else this one."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@STATE
@CONFIG
def why(
    person: str, week: str | None, *, as_json: bool, state: Path | None, config: Path | None
) -> None:
    """Explain PERSON's mail: what was owed, sent or not, why each line was theirs or is not.

    \b
    digest why priya
    digest why "Priya Nair" --week 2026-W47
    """
    world = consult(settings_in(config, state))
    found = find_person(person, world.installation.directory, "PERSON")
    today = local_day(found.schedule, world.clock.now())
    monday = _monday(week) if week else today - timedelta(days=today.weekday())
    told = account(world, found, monday, monday + _WEEK)
    if as_json:
        click.echo(json.dumps(_plain(told)))
        return
    for line in lines(told):
        click.echo(line)


def _monday(written: str) -> date:
    """Return the Monday of a week (ISO 8601), or of the week a day is in.

    Raises:
        UsageError: it is neither.
    """
    week = re.fullmatch(r"(\d{4})-?W(\d{1,2})", written.strip().upper())
    try:
        if week:
            return date.fromisocalendar(int(week[1]), int(week[2]), 1)
        day = date.fromisoformat(written)
    except ValueError:
        expected = "write 2026-W47, or a day in it: 2026-11-18"
        raise UsageError(f"--week {written}: is no week ({expected})") from None
    return day - timedelta(days=day.weekday())


def _plain(told: Account) -> dict[str, object]:
    person: dict[str, object] = {"key": told.person.key, "name": told.person.name}
    plain: dict[str, object] = jsonable(told)
    return plain | {"person": person}


def lines(told: Account) -> Iterator[str]:
    """Yield an account as a person reads it."""
    person, zone = told.person, ZoneInfo(told.person.schedule.zone)
    address = f" <{person.mail}>" if person.mail else ""
    yield f"{person.name}{address}, {told.first} to {told.last}"
    yield f"next digest: {_at(told.next_due, zone)} ({zone})"
    yield from (f"now: {said}" for said in (*told.hindrances, *told.remarks))
    for slot in told.slots:
        yield from _slot(slot, zone)
    yield "mail"
    for message in told.mail:
        yield f"  {_at(message.queued_at, zone)} {message.kind}: {message.title}"
        yield f"    {message.told}"
    if not told.mail:
        yield "  none in these days"
    yield (
        "a digest made now would say" if told.upcoming else "a digest made now: nothing to say"
    )
    yield from (f"  {_line(line)}" for line in told.upcoming)
    if told.absent:
        yield "and would not say"
    for left in told.absent[:_LISTED]:
        yield f"  {left.title} ({left.place}): {left.reason}"
    if len(told.absent) > _LISTED:
        yield f"  and {len(told.absent) - _LISTED} more (--json has all)"


def _slot(slot: SlotTold, zone: ZoneInfo) -> Iterator[str]:
    yield f"digest of {slot.day}, due {_at(slot.due, zone)}: {slot.told}"
    yield from (f"  {_line(line)}" for line in slot.lines)


def _line(line: Line) -> str:
    place = f" ({line.place})" if line.place else ""
    return f"{line.section}: {line.title}{place}: {_WHY.get(line.why, line.why)}"


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
