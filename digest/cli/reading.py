"""`digest read`: what Digest understands of a file, for people and for programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from digest.cli import showing
from digest.markdown.document import read as read_document
from digest.model.document import Document
from digest.model.item import ActionItem, Due
from digest.model.update import FieldValue, Update
from digest.settings.vocabulary import load

SUFFIXES = (".md", ".markdown")
TASKS = "todo.txt"

# Header fields never hide these.
_OWN = ("path", "kind", "title", "date", "items", "updates", "learnings", "problems")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a document.")
def read(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what is read in markdown files: items, owners, dates, updates, lessons.

    Folders are searched for *.md, *.markdown and todo.txt; files are read whatever their name.

    \b
    digest read postmortems/
    digest read notes.md --json | jq '.items[].text'
    """
    files = [file for path in paths for file in _files(path)]
    vocabulary = load()
    # Lines for a program are never wrapped: one problem is one line.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 10_000)
    for file in files:
        document = read_document(_bytes(file), path=file.as_posix(), vocabulary=vocabulary)
        if as_json:
            sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")
        else:
            showing.show(document, console)
    if not files and not as_json:
        click.echo("no markdown files there")


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = (p for p in path.rglob("*") if _is_read(p.name) and p.is_file())
        yield from sorted(found)
    elif path.exists():
        yield path
    else:
        raise click.UsageError(f"{path}: no such file or folder")


def _is_read(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) or name == TASKS


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror or error}") from error


def plain(document: Document) -> dict[str, Any]:
    """Return a document as JSON knows it; header fields stand beside its own names."""
    told: dict[str, Any] = {
        "path": document.path,
        "kind": document.kind.value,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "authors": list(document.authors),
        "audience": list(document.audience),
        "tags": list(document.tags),
        "series": document.series,
        "header": dict(document.header),
        "sections": list(document.sections),
        "passages": [
            {"line": p.line, "title": p.title, "level": p.level, "text": p.text}
            for p in document.passages
        ],
        "items": [_item(item) for item in document.items],
        "updates": [_update(update) for update in document.updates],
        "learnings": [
            {"line": x.line, "category": x.category, "text": x.text, "context": x.context}
            for x in document.learnings
        ],
        "problems": [
            {"line": p.line, "rule": p.rule, "message": p.message, "hint": p.hint}
            for p in document.problems
        ],
    }
    return {**document.header, **told}


def _item(item: ActionItem) -> dict[str, Any]:
    priority = item.priority
    return {
        "line": item.line,
        "end_line": item.end_line,
        "text": item.text,
        "owners": list(item.owners),
        "due": _due(item.due) if item.due else None,
        "status": {
            "raw": item.status.raw,
            "value": item.status.value.value,
            "detail": item.status.detail,
        },
        "priority": {"raw": priority.raw, "value": priority.value} if priority else None,
        "ticket": item.ticket,
        "section": item.section,
        "note": item.note,
        "form": item.form.value,
        "role": item.role.value,
        "mark": item.mark,
        "parent": item.parent,
    }


def _update(update: Update) -> dict[str, Any]:
    return {
        "kind": update.kind,
        "line": update.line,
        "end_line": update.end_line,
        "title": update.title,
        "date": update.day.isoformat() if update.day else None,
        "fields": {name: _field(value) for name, value in update.fields.items()},
    }


def _field(value: FieldValue) -> Any:
    if isinstance(value, Due):
        return _due(value)
    return list(value) if isinstance(value, tuple) else value


def _due(due: Due) -> dict[str, str | None]:
    return {
        "raw": due.raw,
        "start": due.start.isoformat() if due.start else None,
        "end": due.end.isoformat() if due.end else None,
    }
