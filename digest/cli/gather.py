"""`digest gather`: read sources now, by hand."""

from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.errors import UsageError
from digest.rhythm import settings_of
from digest.wiring import wire
from digest.workflow.gather import GatherReport
from digest.workflow.gather import gather as gather_source


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--accept", is_flag=True, help="Believe a source that lost half of its items.")
@CONFIG
@click.pass_context
def gather(
    context: click.Context, sources: tuple[str, ...], accept: bool, config: Path | None
) -> None:
    """Read SOURCES (all of them when none is named) and record what changed.

    \b
    digest gather postmortems --accept
    """
    world = wire(settings_of(config))
    unknown = sorted(set(sources) - set(world.sources))
    if unknown:
        known = ", ".join(sorted(world.sources))
        raise UsageError(
            [f"no source {name!r} in the settings (there is: {known})" for name in unknown]
        )
    reports = [gather_source(world, n, accept=accept) for n in sources or sorted(world.sources)]
    for name, report in zip(sources or sorted(world.sources), reports, strict=True):
        click.echo(_told(name, report))
        for problem in report.problems if report else ():
            click.echo(f"  {problem}", err=True)
    if any(report is None or report.problem or report.problems for report in reports):
        context.exit(1)


def _told(name: str, report: GatherReport | None) -> str:
    if report is None:
        return f"{name}: another gather is under way"
    if report.problem:
        return f"{name}: {report.problem}"
    return (
        f"{name}: {report.read} documents read, {report.items} items, {report.changes} changes"
    )
