"""`digest report`: the follow-up meeting on one page."""

from datetime import datetime
from pathlib import Path

import click

from digest.cli.feed import opened, write
from digest.cli.options import AS_OF, CONFIG, OUT, moment
from digest.logs.quiet import log_if_asked
from digest.model.followups import By, FollowUps
from digest.render.followups import as_csv, as_json
from digest.render.language import Language
from digest.render.renderer import Renderer
from digest.workflow.followups import followups

_FORMS = ("md", "html", "csv", "json")


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    default=By.PERSON.value,
    show_default=True,
    help="What the items are grouped by.",
)
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="md", show_default=True, help="How."
)
@OUT
@AS_OF
@CONFIG
def report(
    path: Path | None,
    by: str,
    form: str,
    out: Path | None,
    as_of: datetime | None,
    config: Path | None,
) -> None:
    """Write what is open on one page, for the meeting that goes through it.

    Without a PATH, what the configured installation knows; with one, a file, a folder or a
    repository is read, now, and no settings are needed.  By post-mortem only what stands in
    post-mortems is told: it is followed up until it is closed.

    \b
    digest report docs --by post-mortem > follow-ups.md
    digest report --by team --format html --out follow-ups.html
    """
    at = moment(as_of)
    log_if_asked("report")
    with opened(path, config, at) as world:
        found = followups(world, at.astimezone().date(), By(by))
        language = world.render.language(world.installation.language)
        told = _told(world.render, found, form, language)
    write(told.encode("utf-8", "replace"), out)


def _told(render: Renderer, found: FollowUps, form: str, language: Language) -> str:
    match form:
        case "csv":
            return as_csv(found)
        case "json":
            return as_json(found)
    return render.report(found, form, language)
