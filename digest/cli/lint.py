"""`digest lint`: what the writing guide says of markdown files."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from digest.cli.linting import history, mending
from digest.cli.linting.codes import Codes
from digest.cli.linting.files import STANDARD_INPUT, contents, listed
from digest.cli.linting.telling import FORMATS, Telling
from digest.cli.options import AS_OF, CONFIG
from digest.clock import SystemClock
from digest.lint.finding import Finding, Severity
from digest.lint.mend import mend
from digest.lint.options import Options
from digest.lint.rules import RULES
from digest.lint.run import Run, worst
from digest.settings.linting import Known, known

_NEVER = "never"
_LEVELS = (*(severity.value for severity in Severity), _NEVER)


def _explain(context: click.Context, _: click.Parameter, codes: tuple[str, ...]) -> None:
    """Print what rules are about, and end."""
    rules = [rule for rule in RULES if codes and rule.code.startswith(codes)]
    for rule in rules:
        click.echo(f"{click.style(rule.code, bold=True)} {rule.name} ({rule.severity})\n")
        click.echo(f"{rule.text}\n")
    if rules:
        context.exit(0)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How to tell."
)
@click.option("--select", type=Codes(), default=(), help="Only these rules, such as DG1,DG203.")
@click.option("--ignore", type=Codes(), default=(), help="All but these rules.")
@click.option("--fail-on", type=click.Choice(_LEVELS), help="Exit with 1 from this on.")
@AS_OF
@click.option("--stdin-filename", metavar="PATH", help="What the path - is called.")
@click.option("--history", is_flag=True, help="Ask git when overdue items last changed.")
@click.option("--fix", is_flag=True, help="Mend what can be mended beyond doubt.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option(
    "--explain",
    type=Codes(),
    default=(),
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="Say what a rule is about, and stop.",
)
@CONFIG
@click.pass_context
def lint(context: click.Context, /, paths: tuple[Path, ...], **asked: Any) -> None:
    """Check markdown files by the rules of the writing guide.

    Folders are searched as a folder source is; - is standard input.  No settings are needed;
    where there are some, their people, words and [lint] count.  Exits with 1 when more than
    advice is found.

    \b
    digest lint postmortems/ updates/
    digest lint --explain DG101
    digest lint --diff notes.md
    """
    wish = Wish(**asked)
    _refuse(wish, paths)
    told = known(wish.config, os.environ, Path.cwd())
    options = _options(wish, told)
    found = listed(paths, told.linting.exclude)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if wish.history and (outside := history.unknown(found.paths)):
        click.echo(outside, err=True)
    telling = Telling(wish.form, len(found.paths))
    run = Run(options)
    for number, (name, path, raw) in enumerate(
        contents(found.paths, called=wish.stdin_filename)
    ):
        telling.progress(number)
        telling.tell(run.document(_mended(path, name, raw, wish, options), name))
    telling.tell(run.across())
    telling.end()
    context.exit(_code(telling.found, wish.fail_on or told.linting.fail_on))


@dataclass(frozen=True)
class Wish:
    """The options of the command."""

    form: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    as_of: datetime | None
    stdin_filename: str | None
    history: bool
    fix: bool
    diff: bool
    config: Path | None


def _refuse(wish: Wish, paths: Sequence[Path]) -> None:
    """Say which words do not go together.

    Raises:
        click.UsageError: some do not.
    """
    if wish.diff and wish.form != "text":
        raise click.UsageError("--diff is for people to read: leave --format out")
    if wish.fix and STANDARD_INPUT in paths:
        raise click.UsageError("--fix cannot write to standard input: take --diff")


def _options(wish: Wish, told: Known) -> Options:
    usual = told.linting.choice
    chosen = replace(
        usual, select=wish.select or usual.select, ignore=(*usual.ignore, *wish.ignore)
    )
    today = (wish.as_of or SystemClock().now()).date()
    return Options(
        today=today,
        vocabulary=told.vocabulary,
        directory=told.directory,
        choice=chosen,
        dated=told.dated,
        stale_days=told.linting.stale_days,
        history=history.Blame(os.environ, today) if wish.history else None,
    )


def _mended(path: Path, name: str, raw: bytes, wish: Wish, options: Options) -> bytes:
    """Return the file as it is after what was asked for: mended, shown or neither."""
    if not (wish.fix or wish.diff):
        return raw
    after = mend(raw, lambda text: Run(options).document(text, name), path=name)
    if after == raw:
        return raw
    if wish.diff:
        mending.show(name, raw, after)
        return raw
    mending.write(path, raw, after)
    return after


def _code(found: Sequence[Finding], fail_on: str) -> int:
    heaviest = worst(found)
    if heaviest is None or fail_on == _NEVER:
        return 0
    return int(heaviest.weight >= Severity(fail_on).weight)
