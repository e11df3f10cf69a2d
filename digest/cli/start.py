"""`digest start`: the end of the rehearsal."""

from pathlib import Path

import click

from digest.cli import names
from digest.cli.options import CONFIG
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.settings.table import meant
from digest.wiring import wire
from digest.workflow.outlook import outlook


@click.command()
@click.option(
    "--only",
    multiple=True,
    metavar="PERSON|TEAM",
    shell_complete=names.people_and_teams,
    help="Only these; repeatable.",
)
@STATE
@CONFIG
def start(only: tuple[str, ...], state: Path | None, config: Path | None) -> None:
    """End the rehearsal: from now on mail goes to the people it is for.

    Until then everything composed goes to the operator, who sees for whom it was.

    \b
    digest start --only platform
    """
    world = wire(settings_in(config, state))
    directory = world.installation.directory
    people: list[str] = []
    for name in only:
        if name in directory.teams:
            members = directory.teams[name].members
            people += [key for key in members if directory.people[key].mail]
        elif name in directory.people and not directory.people[name].mail:
            raise UsageError(f"--only {name}: has no mail (write it in the settings)")
        elif name in directory.people:
            people.append(name)
        else:
            known = [*directory.people, *directory.teams]
            raise UsageError(f"--only {name}: no such person or team ({meant(name, known)})")
    if only and not people:
        raise UsageError(f"--only {' '.join(only)}: has no members, so nobody would get mail")
    world.store.start(people if only else None, world.clock.now())
    who = ", ".join(directory.people[p].name for p in dict.fromkeys(people)) or "everyone"
    rehearsed, upcoming = outlook(world)
    click.echo(f"started for {who}: {upcoming}")
    if only:
        click.echo(rehearsed)
