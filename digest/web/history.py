"""What happened to an item, in sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from digest.model.change import ChangeKind
from digest.model.item import Status
from digest.render import literal, words
from digest.render.view import Reader
from digest.workflow.page import Event


@dataclass(frozen=True)
class Line:
    """One sentence and its day."""

    day: str
    sentence: str


def lines(events: tuple[Event, ...], reader: Reader) -> list[Line]:
    """Return a line for each event, in their order."""
    return [
        Line(reader.day(event.at), words.capital(_sentence(event, reader))) for event in events
    ]


def _sentence(event: Event, reader: Reader) -> str:
    who = reader.who(event.by) if event.by else "somebody"
    return f"{_TOLD[event.kind](who, event, reader)}."


def _due(who: str, event: Event, reader: Reader) -> str:
    before, after = _promise(event.before, reader), _promise(event.after, reader)
    if not before:
        return f"{who} promised it for {after}"
    return (
        f"{who} moved it from {before} to {after}"
        if after
        else f"{who} removed its date, {before}"
    )


def _promise(told: str, reader: Reader) -> str:
    """Return a day as people write it, or the phrase that is none."""
    try:
        return words.day(date.fromisoformat(told), reader.today)
    except ValueError:
        return _quoted(told) if told else ""


def _status(who: str, event: Event, _: Reader) -> str:
    closed = event.before in (Status.DONE, Status.CANCELLED)
    match event.after:
        case Status.DONE:
            return f"{who} closed it"
        case Status.CANCELLED:
            return f"{who} cancelled it"
        case Status.BLOCKED:
            return f"{who} marked it blocked"
        case Status.IN_PROGRESS:
            return f"{who} took it up again" if closed else f"{who} began with it"
    return f"{who} reopened it" if closed else f"{who} set it back to open"


def _owner(who: str, event: Event, _: Reader) -> str:
    before, after = _named(event.before), _named(event.after)
    if not before:
        return f"{who} gave it to {after}"
    return (
        f"{who} passed it from {before} to {after}"
        if after
        else f"{who} removed {before} as owner"
    )


def _named(written: str) -> str:
    return words.names([literal.line(name, 60) for name in written.split(", ") if name])


def _priority(who: str, event: Event, _: Reader) -> str:
    before, after = (words.priority(v) or "no priority" for v in (event.before, event.after))
    return f"{who} changed it from {before.lower()} to {after.lower()}"


def _quoted(text: str) -> str:
    return f"“{literal.line(text, 160)}”"


_TOLD: dict[ChangeKind, Callable[[str, Event, Reader], str]] = {
    ChangeKind.ADDED: lambda who, event, _: f"{who} wrote down {_quoted(event.after)}",
    ChangeKind.REWORDED: lambda who, event, _: f"{who} reworded {_quoted(event.before)}",
    ChangeKind.STATUS: _status,
    ChangeKind.DUE: _due,
    ChangeKind.OWNER: _owner,
    ChangeKind.PRIORITY: _priority,
    ChangeKind.MOVED: lambda who, event, _: (
        f"{who} moved it from {_quoted(event.before)} to {_quoted(event.after)}"
    ),
    ChangeKind.WITHDRAWN: lambda who, *_: f"{who} removed it from its document",
    ChangeKind.RETURNED: lambda who, *_: f"{who} put it back",
}
