"""`digest gather`: read sources now, by hand."""

import sys
from pathlib import Path

import click

from digest.cli import names
from digest.cli.options import CONFIG
from digest.errors import Problem, UsageError
from digest.logs.quiet import log_if_asked
from digest.render.words import count
from digest.rhythm import settings_of
from digest.settings.table import meant
from digest.wiring import wire
from digest.workflow.gather import gather as gather_source
from digest.workflow.problems import standing
from digest.workflow.report import Progress
from digest.workflow.world import World


@click.command()
@click.argument("sources", nargs=-1, shell_complete=names.sources)
@click.option("--accept", is_flag=True, help="Believe a source that lost half of its items.")
@click.option("--problems", is_flag=True, help="Tell problems that were told before, too.")
@CONFIG
@click.pass_context
def gather(
    context: click.Context,
    sources: tuple[str, ...],
    *,
    accept: bool,
    problems: bool,
    config: Path | None,
) -> None:
    """Read SOURCES (all of them when none is named) and record what changed.

    \b
    digest gather postmortems --accept
    """
    world = wire(settings_of(config))
    unknown = sorted(set(sources) - set(world.sources))
    if unknown:
        raise UsageError(
            [
                f"no source {name!r} in the settings ({meant(name, world.sources)})"
                for name in unknown
            ]
        )
    log_if_asked("gather")
    fine = [
        _gather(world, n, accept=accept, every=problems)
        for n in sources or sorted(world.sources)
    ]
    if not all(fine):
        context.exit(1)


def _say(progress: Progress) -> None:
    """Say on a terminal how far a long history has come, in one line that changes."""
    if sys.stderr.isatty():
        done = f"{progress.number:,} of {count(progress.of, progress.what)}"
        reached = f"{done}, {progress.at:%Y-%m-%d}"
        click.echo(f"\r\x1b[K{progress.source}: {reached}", nl=False, err=True)


def _gather(world: World, name: str, *, accept: bool, every: bool) -> bool:
    """Gather one source, tell of it, and return whether all of it could be read."""
    report = gather_source(world, name, accept=accept, progress=_say)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)  # the line of progress
    if report is None:
        click.echo(f"{name}: another gather is under way", err=True)
        return False
    if report.problem:
        click.echo(f"{name}: {report.problem}", err=True)
        return False
    read, items = count(report.read, "document"), count(report.items, "item")
    click.echo(f"{name}: {read} read, {items}, {count(report.changes, 'change')}")
    return _tell_problems(standing(world, name), report.problems, every=every)


def _tell_problems(
    found: tuple[Problem, ...], new: tuple[Problem, ...], *, every: bool
) -> bool:
    """Tell what could not be read, and return whether all could."""
    told = dict.fromkeys((*new, *found) if every else new)
    for problem in told:
        click.echo(f"  {problem}", err=True)
    left = len(set(found) - told.keys())
    if left:
        known = count(left, "problem")
        click.echo(f"  {known} known before (--problems tells them)", err=True)
    return not told and not left
