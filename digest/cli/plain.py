"""A document as JSON: what `digest read --json` prints.  docs/extend.md tells this shape."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from digest.model.document import Document
from digest.model.duration import Duration
from digest.model.item import ActionItem, Due
from digest.model.update import Update
from digest.workflow.overview import Line, Overview


def plain(document: Document) -> dict[str, Any]:
    """Return a document as JSON knows it; header fields stand beside its own names."""
    lasted = document.duration
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
        "duration_seconds": _duration(lasted)["most_seconds"] if lasted else None,
        "sections": list(document.sections),
        "passages": [
            {"line": p.line, "title": p.title, "level": p.level, "text": p.text}
            for p in document.passages
        ],
        "items": [_item(item) for item in document.items],
        "repeats": [_item(item) for item in document.repeats],
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
    """Return an update: every field of the model by its name, its day as `date`."""
    told = _value(update)
    return {("date" if name == "day" else name): value for name, value in told.items()}


def _value(value: object) -> Any:
    """Return a value of an update: dates and lengths of time as their own objects."""
    match value:
        case Due():
            return _due(value)
        case Duration():
            return _duration(value)
        case tuple():
            return [_value(each) for each in value]
        case dict():
            return {name: _value(each) for name, each in value.items()}
    if is_dataclass(value):
        return {f.name: _value(getattr(value, f.name)) for f in fields(value)}
    return value.isoformat() if isinstance(value, date) else value


def _duration(duration: Duration) -> dict[str, str | int]:
    return {
        "raw": duration.raw,
        "least_seconds": round(duration.least.total_seconds()),
        "most_seconds": round(duration.most.total_seconds()),
    }


def _due(due: Due) -> dict[str, str | None]:
    return {
        "raw": due.raw,
        "start": due.start.isoformat() if due.start else None,
        "end": due.end.isoformat() if due.end else None,
    }


def overview_plain(found: Overview, path: str) -> dict[str, Any]:
    """Return what was found in a place as JSON knows it: what `digest PATH --json` prints."""
    return {
        "path": path,
        "as_of": found.today.isoformat(),
        "documents": {kind.value: number for kind, number in sorted(found.documents.items())},
        "items": {status.value: number for status, number in sorted(found.items.items())},
        "open": [_open(line) for line in found.open_items],
        "owners": [
            {"name": share.owner.name, "open": share.open, "overdue": share.overdue}
            for share in found.shares
        ],
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "rule": p.rule,
                "message": p.message,
                "hint": p.hint,
            }
            for p in found.problems
        ],
    }


def _open(line: Line) -> dict[str, Any]:
    tracked = line.tracked
    first = tracked.first_due
    return {
        "id": tracked.id,
        "path": tracked.path,
        **_item(tracked.item),
        "people": [owner.name for owner in line.owners],
        "overdue_days": line.late_days,
        "first_due": first.isoformat() if first else None,
        "moves": tracked.moves,
        "slip_days": tracked.slip_days,
        "seen_at": tracked.seen_at.isoformat(),
        "changed_at": tracked.changed_at.isoformat(),
    }
