"""A document as a person likes to read it in a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from digest.cli import telling
from digest.model.document import Document
from digest.model.item import ActionItem, Status
from digest.model.update import Update

_STYLE = {
    Status.OPEN: "",
    Status.IN_PROGRESS: "cyan",
    Status.BLOCKED: "red",
    Status.DONE: "green",
    Status.CANCELLED: "dim",
}


def show(document: Document, console: Console) -> None:
    """Print what was read in one document."""
    console.print(Text(document.title or document.path, style="bold"))
    day = document.date.isoformat() if document.date else "no date"
    facts = [document.kind.value, day, document.path]
    if document.authors:
        facts.insert(2, "by " + ", ".join(document.authors))
    if document.series:
        facts.insert(1, f"series {document.series}")
    console.print(Text("  " + " · ".join(facts), style="dim"))
    _header(document, console)
    _items(document.items, console)
    for update in document.updates:
        _update(update, console)
    for learning in document.learnings:
        lead = f"{learning.category}: " if learning.category else ""
        console.print(Text(f"  learned, line {learning.line}: {lead}{learning.text}"))
    for problem in document.problems:
        console.print(Text(f"  {problem}", style="yellow"))
    console.print()


def _items(items: tuple[ActionItem, ...], console: Console) -> None:
    if not items:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("  line", justify="right")
    for name in ("status", "pri", "due", "owner"):
        table.add_column(name)
    table.add_column("item", overflow="fold")
    for item in items:
        table.add_row(
            str(item.line),
            Text(item.status.value.value.replace("_", " "), style=_STYLE[item.status.value]),
            (item.priority.value or item.priority.raw) if item.priority else "",
            telling.day(item.due) if item.due else "",
            Text(", ".join(item.owners)),
            Text(item.text),
        )
    console.print(table)


def _header(document: Document, console: Console) -> None:
    """Print the header, but not what its updates tell again."""
    told = {(n, telling.words(v)) for u in document.updates for n, v in u.fields.items()}
    for name, value in document.header.items():
        if (name, telling.words(value)) not in told:
            known = name == "duration" and document.duration
            meant = f" ({telling.length(known)})" if known else ""
            console.print(Text(f"  {name.replace('_', ' ')}: {value}{meant}"))
    for name, values in (("only for", document.audience), ("tags", document.tags)):
        if values:
            console.print(Text(f"  {name}: {', '.join(values)}"))


def _update(update: Update, console: Console) -> None:
    whose = f" ({update.series})" if update.series else ""
    console.print(
        Text(f"  {update.kind}, line {update.line}: {update.title}{whose}", style="bold")
    )
    for name in update.fields:
        said, label = telling.part(update, name), name.replace("_", " ")
        if isinstance(said, str):
            console.print(Text(f"    {label}: {said}"))
            continue
        console.print(Text(f"    {label}"))
        for line, text in said:
            console.print(Text(f"    {line:>6}  {text}"))
