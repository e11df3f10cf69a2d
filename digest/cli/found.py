"""What was found in a place, as a person likes to read it in a terminal."""

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from digest.cli.kinds import counted
from digest.cli.lines import cut, head, say
from digest.render import literal
from digest.render.words import count
from digest.workflow.overview import Line, Overview, Share

WORST = 5  # lines of each list
_GUTTER = 13  # columns before an item
_EMPTY = "nothing to read: *.md, *.markdown and todo.txt are, unless hidden or ignored"
_NONE = "Nothing that is open has slipped, by the history of the files."


def told(found: Overview, console: Console, *, stood: str) -> None:
    """Print what the documents say as they stand, or as `stood` says that they stood."""
    if stood:
        say(console, f"  {stood}")
    say(console, f"  {', '.join(counted(found.documents)) or _EMPTY}")
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
        say(console, Text.assemble((f"{number:>7,}  ", style if number else "dim"), label))
    console.print()


def slips(found: Overview, console: Console, *, pastless: str) -> None:
    """Print what became later than first promised; `pastless` says why that is not known."""
    if not found.slipped:
        if found.open:
            say(console, f"What slipped is not known: {pastless}." if pastless else _NONE)
            console.print()
        return
    head(console, f"{count(len(found.slipped), 'open item')} slipped; the furthest")
    for line in found.slipped[:WORST]:
        tracked = line.tracked
        moves = f" in {tracked.moves} moves" if tracked.moves > 1 else ""
        shift = f"{tracked.first_due} became {tracked.item.day}{moves}"
        _item(console, f"+{count(tracked.slip_days, 'day')}", line, shift)
    console.print()


def _shares(shares: tuple[Share, ...], console: Console) -> None:
    if not shares:
        return
    head(console, "Who has most")
    names = [literal.line(share.owner.name, 40) for share in shares]
    width = max(map(cell_len, names))
    for share, name in zip(shares, names, strict=True):
        late = f", {share.overdue:,} overdue" if share.overdue else ""
        say(console, f"{share.open:>7,}  {name}{' ' * (width - cell_len(name))}  open{late}")
    console.print()


def _item(console: Console, lead: str, line: Line, dates: str) -> None:
    """Print an item: what it is, then whose, since when and where, on one line if it fits."""
    item = line.tracked.item
    say(console, Text.assemble((f"{lead:>11}  ", "red"), literal.line(item.text)))
    owners = literal.line(", ".join(owner.name for owner in line.owners)) or "nobody"
    room = console.width - _GUTTER
    whose = f"{cut(owners, max(room - len(dates) - 3, 12))} · {dates}"
    place = f"{line.tracked.path}:{item.line}"
    if cell_len(f"{whose} · {place}") <= room:
        rows = [f"{whose} · {place}"]
    else:
        rows = [whose, cut(place, max(room, 12), end=True)]
    for row in rows:
        say(console, Text(f"{'':{_GUTTER}}{row}", "dim"))
