"""`digest resume`: an address that bounced takes mail again."""

from pathlib import Path

import click

from digest.cli import names
from digest.cli.options import CONFIG
from digest.cli.state import STATE, settings_in
from digest.wiring import wire
from digest.workflow.scope import find_person


@click.command()
@click.argument("person", shell_complete=names.people)
@STATE
@CONFIG
def resume(person: str, state: Path | None, config: Path | None) -> None:
    """Send to PERSON again, after their address has bounced and was mended.

    \b
    digest resume priya
    """
    world = wire(settings_in(config, state))
    found = find_person(person, world.installation.directory, "PERSON")
    suspended = world.store.choices(found.key, now=world.clock.now()).suspended
    world.store.resume(found.key)
    told = "gets mail again" if suspended else "was not suspended"
    click.echo(f"{found.name} {told}: {found.mail}")
