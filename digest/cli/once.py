"""`digest once`: everything that is to be done now, for cron and CI."""

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from digest.cli.options import CONFIG
from digest.cli.standing import mail_lines
from digest.cli.state import STATE, settings_in
from digest.errors import UsageError
from digest.logs.quiet import log_if_asked
from digest.render.words import count
from digest.rhythm import settings_of
from digest.settings.state import make_state
from digest.supervise.lock import locked
from digest.web.files import files, write
from digest.wiring import wire
from digest.workflow.once import OnceReport
from digest.workflow.once import once as run
from digest.workflow.report import GatherReport
from digest.workflow.world import World


@click.command()
@STATE
@click.option(
    "--feeds",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the calendars of everybody with an address here, for a static host.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@CONFIG
def once(state: Path | None, feeds: Path | None, *, as_json: bool, config: Path | None) -> None:
    """Gather, publish, deliver and exit: without broker or daemon, for cron and CI.

    What was missed since the last run is made up for, once.  Exits with 1 when a source could
    not be read or mail was not taken; the next run tries again.

    \b
    digest once
    digest once --state digest.db --feeds site
    """
    log_if_asked("once")
    with ExitStack() as held:
        folder = settings_of(config)
        make_state(folder)
        held.enter_context(locked(folder.state))
        if state:
            held.enter_context(locked(state.absolute().parent, f"{state.name}.lock"))
        world = wire(settings_in(config, state))
        held.callback(world.store.close)  # so that all of it is in its file
        report = run(world)
        written = feeds or folder.calendar_folder
        shelved = shelve(world, written) if written else None
    _tell(report, shelved, as_json=as_json)
    sys.exit(0 if report.worked else 1)


def shelve(world: World, folder: Path) -> int:
    """Write the calendars as files, and return how many there are.

    Raises:
        UsageError: they cannot be written, or have no address.
    """
    installation = world.installation
    if not (installation.calendar_url or installation.public_url):
        raise UsageError(
            f"calendars in {folder}: where they are published is not set"
            " (write url below [calendar])"
        )
    return write(files(world), folder)


def _tell(report: OnceReport, shelved: int | None, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_plain(report, shelved)))
        return
    for gathered in report.gathered:
        for problem in gathered.problems:
            click.echo(f"  {problem}", err=True)
        click.echo(_gathered(gathered), err=bool(gathered.problem))
    editions, notices = report.published.editions, report.published.notices
    click.echo(f"queued: {count(editions, 'digest')}, {count(notices, 'notice')}")
    for line in mail_lines(report.mail):
        click.echo(f"mail: {line}")
    if shelved is not None:
        click.echo(f"calendars: {shelved}")


def _gathered(report: GatherReport) -> str:
    if report.problem:
        return f"{report.source}: {report.problem}"
    read, items = count(report.read, "document"), count(report.items, "item")
    return f"{report.source}: {read} read, {items}, {count(report.changes, 'change')}"


def _plain(report: OnceReport, shelved: int | None) -> dict[str, Any]:
    return {
        "worked": report.worked,
        "sources": [
            asdict(g) | {"problems": [str(problem) for problem in g.problems]}
            for g in report.gathered
        ],
        "digests": report.published.editions,
        "notices": report.published.notices,
        "mail": [asdict(tally) for tally in report.mail],
        "calendars": shelved,
    }
