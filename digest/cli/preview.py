"""`digest preview`: somebody's digest, as it would be mailed now."""

import os
import shlex
from datetime import datetime, timedelta
from pathlib import Path

import click

from digest.cli import letter, names
from digest.cli.desk import Desk, opened
from digest.cli.options import AS_OF, CONFIG, moment
from digest.cli.whose import named, usual
from digest.detect.authors import authors, called
from digest.detect.ground import look
from digest.glance.settings import settings_file
from digest.logs.quiet import log_if_asked
from digest.model.directory import Person
from digest.workflow.overview import overview
from digest.workflow.preview import preview as previewed

_SUBSCRIBED = timedelta(days=8)  # so that last week's news is news


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--for",
    "whom",
    metavar="PERSON",
    shell_complete=names.people,
    help="Whose; else yours, as git knows you.",
)
@click.option("--open", "opens", is_flag=True, help="Show it in a browser.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write html, text and eml into this folder.",
)
@AS_OF
@CONFIG
def preview(
    path: Path | None,
    *,
    whom: str | None,
    opens: bool,
    out: Path | None,
    as_of: datetime | None,
    config: Path | None,
) -> None:
    """Show somebody's digest as it would be mailed now.  Nothing is sent or recorded.

    With a PATH, a file, a folder or a repository, only what stands there is read, now; it needs
    no settings.  Without one it is made of what the configured installation gathered last.

    \b
    digest preview docs/postmortems --for "Priya Nair"
    digest preview --open
    """
    log_if_asked("preview")
    at = moment(as_of)
    place = path or (None if settings_file(config, Path.cwd()) else Path())
    with opened(place, config, at) as desk:
        idle = _idle(whom, desk, place) if whom and place else None
        if idle:
            _all_clear(desk, idle)
            return
        person = named(whom, desk.world.installation.directory) if whom else _usual(desk)
        if person is None:
            click.echo("nobody owns or wrote anything here, so there is nobody to tell")
            return
        if place:
            desk.world.store.choices(person.key, now=at - _SUBSCRIBED)
        shown = previewed(desk.world, person)
        if shown is None:
            _all_clear(desk, person)
        elif out:
            letter.write(shown, out, f"digest-{person.key}-{at.astimezone():%Y-%m-%d}")
        elif opens:
            letter.open_in_browser(shown.words.html)
        else:
            letter.show(shown)


def _idle(whom: str, desk: Desk, path: Path) -> Person | None:
    """Return who is nobody in the documents, and has committed to their repository lately."""
    met = desk.world.installation.directory.resolve(whom)
    if met.found or met.candidates:
        return None
    author = called(whom, authors(look(path, os.environ), desk.at.date()))
    return Person("", author.name, author.mail) if author else None


def _usual(desk: Desk) -> Person | None:
    """Return who is shown when nobody is asked for, and say who that is."""
    found = overview(desk.world, desk.at.astimezone().date())
    person, why = usual(found, desk.me)
    if person:
        click.echo(
            f"for {person.name}, {why} ({desk.command} --for NAME shows another's)\n", err=True
        )
    return person


def _all_clear(desk: Desk, person: Person) -> None:
    """Say why there is no mail, and who would get one."""
    name = person.name
    if person.key and not person.mail:
        told = f"no address is known (write mail below [people.{person.key}])"
        click.echo(f"{name} gets no mail: {told}")
    else:
        click.echo(f"All clear: there is nothing to tell {name}, so no mail would be sent.")
    found = overview(desk.world, desk.at.astimezone().date())
    people = ((share, share.owner) for share in found.shares)
    others = [s for s, who in people if isinstance(who, Person) and who.mail and who != person]
    for share in others[:3]:
        name = shlex.quote(share.owner.name)
        click.echo(f"  {share.open:,} open: {desk.command} --for {name}")
