"""Commands as a program reads them: a verb, and what it sets."""

from collections.abc import Iterator, Mapping

from digest.model.command import (
    Asked,
    Choose,
    Later,
    NotMine,
    Parsed,
    Pause,
    Restore,
    SetDue,
    SetStatus,
    Undo,
    Wish,
    field_of,
)

_VERBS: dict[type[Asked], str] = {
    Choose: "option",
    Later: "later",
    NotMine: "not mine",
    Undo: "undo",
    Restore: "undo",
}


def spelled(request: Parsed) -> Iterator[Mapping[str, object]]:
    """Yield each command and wish with its line, the number of its item, its verb and value."""
    for command in request.commands:
        verb, value = _said(command.action)
        yield {"line": command.line, "item": command.handle, "verb": verb, "value": value}
    for wish in request.wishes:
        yield {"line": wish.line, "item": None, **_wished(wish)}


def _wished(wish: Wish) -> Mapping[str, object]:
    verb = {"TakeBack": "undo"}.get(type(wish).__name__, type(wish).__name__.lower())
    return {"verb": verb, "value": wish.until.isoformat() if isinstance(wish, Pause) else ""}


def _said(action: Asked) -> tuple[str, str]:
    """Return a command's verb, and what it sets."""
    verb = _VERBS.get(type(action)) or field_of(action)
    match action:
        case SetStatus(status, detail):
            return verb, f"{status.value}: {detail}" if detail else status.value
        case SetDue(due):
            days = [day.isoformat() for day in (due.start, due.end) if day]
            return verb, "/".join(dict.fromkeys(days))
        case Choose(option, detail):
            return verb, f"{option}: {detail}" if detail else option
    return verb, _plain(action)


def _plain(action: Asked) -> str:
    """Return what a command sets, where it is one value or none."""
    names = ("name", "level", "text", "until")
    found = (getattr(action, name) for name in names if hasattr(action, name))
    return str(next(found, ""))
