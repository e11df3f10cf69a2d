"""What was found in a place, as a person likes to read it in a terminal."""

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from digest.errors import Problem
from digest.model.document import Kind
from digest.render import literal
from digest.render.words import count
from digest.workflow.overview import Line, Overview, Share

WORST = 5  # lines of each list
_FIRST = 3  # problems of each kind
_GUTTER = 13  # columns before an item
_EMPTY = "nothing to read: *.md, *.markdown and todo.txt are, unless hidden or ignored"
_NONE = "Nothing that is open has slipped, by the history of the files."
_UNKNOWN = "What slipped is not known: there is no git history here."
_KINDS = {
    Kind.POST_MORTEM: ("post-mortem", "post-mortems"),
    Kind.PROGRESS: ("progress update", "progress updates"),
    Kind.BLOCKER: ("blocker", "blockers"),
    Kind.COMPLETION: ("completion", "completions"),
    Kind.TIMELINE: ("timeline update", "timeline updates"),
    Kind.LEARNINGS: ("lessons learned", "lessons learned"),
    Kind.NOTES: ("other", "others"),
}
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


def told(found: Overview, console: Console) -> None:
    """Print what the documents say as they stand."""
    kinds = sorted(found.documents.items(), key=lambda kind: (kind[0] == Kind.NOTES, -kind[1]))
    if not kinds:
        _line(console, f"  {_EMPTY}")
    else:
        _line(console, "  " + ", ".join(f"{n:,} {_KINDS[kind][n != 1]}" for kind, n in kinds))
    console.print()
    _items(found, console)
    if found.overdue:
        head(console, "Overdue longest")
        for line in found.overdue[:WORST]:
            _item(console, count(line.late_days, "day"), line, f"due {line.tracked.item.day}")
        console.print()
    _shares(found.shares[:WORST], console)


def _items(found: Overview, console: Console) -> None:
    total = found.open + found.closed
    if not total:
        if found.documents:
            head(console, "No action items")
            console.print()
        return
    head(
        console, f"{count(total, 'action item')}: {found.open:,} open, {found.closed:,} closed"
    )
    rows = (
        (len(found.overdue), "overdue", "red"),
        (found.undated, "without a date", "yellow"),
        (found.unowned, "without an owner", "yellow"),
    )
    for number, label, style in rows:
        _line(console, Text.assemble((f"{number:>7,}  ", style if number else "dim"), label))
    console.print()


def slips(found: Overview, console: Console, *, history: bool) -> None:
    """Print what became later than it was first promised, as far as anybody can know."""
    if not found.slipped:
        if found.open:
            _line(console, _NONE if history else _UNKNOWN)
            console.print()
        return
    head(console, f"{count(len(found.slipped), 'open item')} slipped; the furthest")
    for line in found.slipped[:WORST]:
        tracked = line.tracked
        moves = f" in {tracked.moves} moves" if tracked.moves > 1 else ""
        shift = f"{tracked.first_due} became {tracked.item.day}{moves}"
        _item(console, f"+{count(tracked.slip_days, 'day')}", line, shift)
    console.print()


def troubles(problems: Iterable[Problem], console: Console, *, path: Path, every: bool) -> None:
    """Print what could not be read: by kind, the first few of each unless all are asked for."""
    found = list(problems)
    if not found:
        return
    head(console, f"{count(len(found), 'problem')} in reading")
    kinds = Counter(problem.rule for problem in found)
    for rule, number in kinds.most_common():
        label = _TROUBLE.get(rule, rule)
        _line(console, Text.assemble((f"{number:>7,}  ", "yellow"), label))
        mine = [problem for problem in found if problem.rule == rule]
        for problem in mine if every else mine[:_FIRST]:
            _line(console, Text(f"{'':9}{literal.line(str(problem))}", "dim"), cut=False)
    if not every and any(number > _FIRST for number in kinds.values()):
        _line(console, f"{'':9}all of them: digest {shlex.quote(str(path))} --problems")
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
            _line(console, Text.assemble(f"  {command:<{width}}  ", (why, "dim")))
        else:
            _line(console, f"  {command}", cut=False)
            _line(console, Text(f"      {why}", "dim"))


def _commands(found: Overview, place: str) -> Iterator[tuple[str, str]]:
    person = found.busiest
    if person:
        named = shlex.quote(person.name)
        yield f"digest preview {place} --for {named}", "the mail they would get"
    if sum(found.documents.values()):
        yield f"digest lint {place}", "what to write otherwise"
    if found.open > found.undated:
        yield f"digest feed all {place} --out due.ics", "due dates as a calendar"
    yield "digest init", "mail and calendars every week"


def _shares(shares: tuple[Share, ...], console: Console) -> None:
    if not shares:
        return
    head(console, "Who has most")
    names = [literal.line(share.owner.name, 40) for share in shares]
    width = max(map(cell_len, names))
    for share, name in zip(shares, names, strict=True):
        late = f", {share.overdue:,} overdue" if share.overdue else ""
        _line(console, f"{share.open:>7,}  {name}{' ' * (width - cell_len(name))}  open{late}")
    console.print()


def _item(console: Console, lead: str, line: Line, dates: str) -> None:
    """Print an item on two lines: what it is, then whose, since when and where."""
    item = line.tracked.item
    _line(console, Text.assemble((f"{lead:>11}  ", "red"), literal.line(item.text)))
    owners = literal.line(", ".join(owner.name for owner in line.owners)) or "nobody"
    place = f"{line.tracked.path}:{item.line}"
    room = console.width - _GUTTER - len(f" · {dates} · ")
    owners = _cut(owners, max(room - cell_len(place), 12))
    place = _cut(place, max(room - cell_len(owners), 12), end=True)
    _line(console, Text(f"{'':{_GUTTER}}{owners} · {dates} · {place}", "dim"))


def _cut(text: str, room: int, *, end: bool = False) -> str:
    """Return a text that fits, without its end, or where that matters most its beginning."""
    if cell_len(text) <= room:
        return text
    while cell_len(text) >= room:
        text = text[1:] if end else text[:-1]
    return f"…{text}" if end else f"{text}…"


def head(console: Console, text: str) -> None:
    """Print a heading."""
    _line(console, Text(text, "bold"))


def _line(console: Console, text: str | Text, *, cut: bool = True) -> None:
    """Print one line; what does not fit is cut, or where `cut` is False told all the same."""
    console.print(text, no_wrap=True, overflow="ellipsis" if cut else "ignore", crop=cut)
