"""`digest init`: settings for a folder or repository, from what is found in it."""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from digest.cli.beginning import asking, composing, persons, telling
from digest.cli.beginning.answers import usual
from digest.cli.beginning.placing import place, refuse
from digest.clock import SystemClock
from digest.detect.documents import Seen
from digest.detect.survey import Watched, survey
from digest.errors import UsageError
from digest.settings.files import NAMES
from digest.settings.vocabulary import load
from digest.sources.regular import must_be_readable

_MANY = 100  # documents, the reading of which takes a moment


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option("--yes", is_flag=True, help="Ask nothing, and take what is usual.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that gets the settings; else PATH.",
)
@click.option("--smtp", metavar="ADDRESS", help="The mail server; else one of this machine.")
def init(path: Path, *, yes: bool, out: Path | None, smtp: str | None) -> None:
    """Write settings for a folder or repository, from what is found in it.

    Shows what it finds, asks four questions at most, and writes digest.toml and people.toml.
    Nothing is overwritten, no document is changed, no mail is sent.

    \b
    digest init
    digest init ~/handbook/postmortems --yes --smtp mail.northbeam.example
    """
    folder = _folder(path, out)
    if not yes and not sys.stdin.isatty():
        raise UsageError("digest init: asks questions, and there is no terminal (give --yes)")
    server = _server(smtp) if smtp else ""
    today = SystemClock().now().astimezone().date()
    with _watching() as watched:
        found = survey(path, os.environ, load(), today=today, watched=watched)
    answers = usual(found, server)
    telling.tell(found, answers)
    if not yes:
        click.echo()
        answers = asking.ask(found, answers, named=bool(server))
    new = composing.Beginning(found, answers, folder, today)
    people = persons.people(found, answers)
    place(folder, {composing.PEOPLE: people, NAMES[0]: composing.settings(new)})
    click.echo()
    for line in _ending(new):
        click.echo(line)


def _folder(path: Path, out: Path | None) -> Path:
    """Return where the settings go, where none are yet.

    Raises:
        UsageError: there is no such folder, or it has settings.
    """
    must_be_readable(path)
    if not path.is_dir():
        raise UsageError(f"{path}: is a file (name its folder)")
    folder = (out or path).absolute()
    bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
    if bare and out is None:
        raise UsageError(
            f"{path}: is a bare repository (name a folder for settings with --out)"
        )
    refuse(folder, (*NAMES, composing.PEOPLE))
    return folder


def _server(said: str) -> str:
    try:
        return asking.relay(said)
    except ValueError as flaw:
        raise UsageError(f"--smtp: {flaw}") from flaw  # no password is quoted


@contextmanager
def _watching() -> Iterator[Watched]:
    """Yield what shows how the reading goes, to whoever sits at a terminal."""

    def watched(seen: Iterator[Seen], count: int) -> Iterable[Seen]:
        if count < _MANY or not sys.stderr.isatty():
            return seen
        return bars.enter_context(
            click.progressbar(seen, count, label="Reading", file=sys.stderr)
        )

    with ExitStack() as bars:
        yield watched


def _ending(new: composing.Beginning) -> Iterator[str]:
    """Yield what was written and what comes of it, and last the one command to go on with."""
    answers, folder = new.answers, new.out
    yield f"{telling.relative(folder / NAMES[0])} and {composing.PEOPLE}: written"
    lacking = sum(1 for one in new.survey.found.unmatched if one.key != answers.operator.key)
    if lacking:
        yield f"{telling.number(lacking, 'owner')} without an address: see {composing.PEOPLE}"
    teams = sum(not team.members for team in new.survey.found.directory.teams.values())
    if teams:
        yield f"{telling.number(teams, 'team')} without members: see {composing.PEOPLE}"
    if answers.assumed:
        yield f"Your address is not known: {answers.operator.mail} stands for it in both files"
    yield f"Every mail goes to {answers.operator.mail} until you say: digest start"
    here = Path.cwd() == folder
    named = "" if here else f" --config {shlex.quote(telling.relative(folder / NAMES[0]))}"
    if answers.answering:
        yield f"Next: digest up{named}"
    else:
        yield f"Next, when the mail server that `smtp` names answers: digest check{named}"
        if jobs := new.survey.ground.jobs:
            yield f"Or without a server, in {jobs}: digest once{named}, see docs/actions.md"
