"""`digest aliases`: addresses that people confirmed as theirs."""

import json
from pathlib import Path

import click

from digest.cli import names
from digest.cli.jsonable import jsonable
from digest.cli.options import CONFIG
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.wiring import wire
from digest.workflow.scope import find_person


@click.group()
def aliases() -> None:
    """Show and take away addresses that people confirmed as theirs.

    \b
    digest aliases list
    digest aliases remove priya@home.example
    """


@aliases.command("list")
@click.argument("person", required=False, shell_complete=names.people)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@STATE
@CONFIG
def list_(
    person: str | None, *, as_json: bool, state: Path | None, config: Path | None
) -> None:
    """List the addresses of PERSON, or of everybody: since when, whose.

    \b
    digest aliases list priya
    """
    world = wire(settings_in(config, state))
    people = world.installation.directory
    key = find_person(person, people, "PERSON").key if person else None
    found = world.store.aliases(key)
    for alias in found:
        line = f"{alias.since:%Y-%m-%d}  {alias.person:12}  {alias.address}"
        click.echo(json.dumps(jsonable(alias)) if as_json else line)
    if not found and not as_json:
        click.echo("no address was confirmed")


@aliases.command()
@click.argument("address")
@STATE
@CONFIG
def remove(address: str, state: Path | None, config: Path | None) -> None:
    """Take ADDRESS away: replies from it are held again.

    \b
    digest aliases remove priya@home.example
    """
    world = wire(settings_in(config, state))
    if not world.store.remove_alias(address):
        raise UsageError(f"{address!r} was not confirmed by anybody (digest aliases list)")
    click.echo(f"{address}: is nobody's any more")
