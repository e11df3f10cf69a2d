"""What could not be read in a place, and what to try next."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from digest.cli.lines import head, say
from digest.errors import Problem
from digest.render import literal
from digest.render.words import count
from digest.workflow.overview import Overview

_FIRST = 3  # problems of each kind
_TROUBLE = {
    "date": "dates that do not exist",
    "due-date": "due dates that do not exist",
    "front-matter": "front matter that is no YAML",
    "encoding": "not UTF-8",
    "not-text": "files that are no text",
    "limit": "more than is read of one document",
    "source": "files that are passed over",
    "table": "rows that do not fit their table",
    "too-large": "files that are too large",
    "unreadable": "files that cannot be read",
}


def troubles(problems: Iterable[Problem], console: Console, *, path: Path, every: bool) -> None:
    """Print what could not be read: by kind, the first few of each unless all are asked for."""
    found = list(problems)
    if not found:
        return
    head(console, f"{count(len(found), 'problem')} in reading")
    kinds = Counter(problem.rule for problem in found)
    for rule, number in kinds.most_common():
        label = _TROUBLE.get(rule, rule)
        say(console, Text.assemble((f"{number:>7,}  ", "yellow"), label))
        mine = [problem for problem in found if problem.rule == rule]
        for problem in mine if every else mine[:_FIRST]:
            say(console, Text(f"{'':9}{literal.line(str(problem))}", "dim"), cuts=False)
    if not every and any(number > _FIRST for number in kinds.values()):
        say(console, f"{'':9}all of them: digest {shlex.quote(str(path))} --problems")
    console.print()


def following(found: Overview, console: Console, path: Path) -> None:
    """Print what to try next."""
    place = shlex.quote(str(path))
    head(console, "Next")
    commands = list(_commands(found, place))
    width = max(len(command) for command, _ in commands)
    beside = all(width + len(why) + 4 <= console.width for _, why in commands)
    for command, why in commands:
        if beside:
            say(console, Text.assemble(f"  {command:<{width}}  ", (why, "dim")))
        else:
            say(console, f"  {command}", cuts=False)
            say(console, Text(f"      {why}", "dim"))


def _commands(found: Overview, place: str) -> Iterator[tuple[str, str]]:
    person = found.busiest
    if person:
        named = shlex.quote(person.name)
        yield f"digest preview {place} --for {named}", "the mail they would get"
    if sum(found.documents.values()):
        yield f"digest lint {place}", "what the writing guide says of them"
    if found.open > found.undated:
        yield f"digest feed all {place} --out due.ics", "due dates as a calendar"
    yield "digest init", "mail and calendars every week"
