"""`digest start`: the end of the rehearsal."""

from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.errors import UsageError
from digest.rhythm import settings_of
from digest.settings.table import meant
from digest.wiring import wire
from digest.workflow.outlook import outlook


@click.command()
@click.option("--only", multiple=True, metavar="PERSON|TEAM", help="Only these; repeatable.")
@CONFIG
def start(only: tuple[str, ...], config: Path | None) -> None:
    """End the rehearsal: from now on mail goes to the people it is for.

    Until then everything composed goes to the operator, who sees for whom it was.

    \b
    digest start --only platform
    """
    world = wire(settings_of(config))
    directory = world.installation.directory
    people: list[str] = []
    for name in only:
        if name in directory.teams:
            people += directory.teams[name].members
        elif name in directory.people:
            people.append(name)
        else:
            known = [*directory.people, *directory.teams]
            raise UsageError(f"--only {name}: no such person or team ({meant(name, known)})")
    world.store.start(people if only else None, world.clock.now())
    who = ", ".join(directory.people[p].name for p in dict.fromkeys(people)) or "everyone"
    click.echo(f"started for {who}: {outlook(world)[-1]}")
