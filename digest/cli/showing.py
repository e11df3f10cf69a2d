"""A document as a person likes to read it in a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from digest.model.document import Document
from digest.model.item import ActionItem, Due, Status
from digest.model.update import FieldValue, Update

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
    for name, value in document.header.items():
        console.print(Text(f"  {name.replace('_', ' ')}: {value}"))
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
            _due(item.due) if item.due else "",
            Text(", ".join(item.owners)),
            Text(item.text),
        )
    console.print(table)


def _update(update: Update, console: Console) -> None:
    console.print(Text(f"  {update.kind}, line {update.line}: {update.title}", style="bold"))
    for name, value in update.fields.items():
        console.print(Text(f"    {name.replace('_', ' ')}: {_field(value)}"))


def _field(value: FieldValue) -> str:
    if isinstance(value, Due):
        return _due(value)
    return "; ".join(value) if isinstance(value, tuple) else value


def _due(due: Due) -> str:
    if due.day is None or due.start is None:
        return f"{due.raw} (no date)"
    if due.start == due.day:
        return due.day.isoformat()
    return f"{due.start.isoformat()} to {due.day.isoformat()}"
