"""What happened to an item, in sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from digest.model.change import ChangeKind
from digest.model.item import Status
from digest.render import literal, words
from digest.render.view import Reader
from digest.workflow.page import Event, ItemPage


@dataclass(frozen=True)
class Line:
    """One sentence and its day."""

    day: str
    sentence: str


@dataclass(frozen=True)
class _Deed:
    """What somebody did to the item: Mei `did` it `tail`, or it was `done` `tail`."""

    did: str
    tail: str = ""
    done: str = ""  # the same as `did` where empty


def lines(page: ItemPage, reader: Reader) -> list[Line]:
    """Return a line for each event, in their order."""
    return [
        Line(reader.day(event.at), _sentence(event, page.tracked.item.text, reader))
        for event in page.events
    ]


def _sentence(event: Event, text: str, reader: Reader) -> str:
    match event.kind:
        case ChangeKind.WITHDRAWN:  # of a series nobody removes it: the next one leaves it out
            return "It left its document."
        case ChangeKind.RETURNED:
            return "It came back."
        case ChangeKind.ADDED:
            as_ = f"as {_quoted(event.after)}" if event.after != text else ""
            deed = _Deed("wrote", f"down {as_}", "written")
        case _:
            deed = _DEEDS[event.kind](event, reader)
    did = f"It was {deed.done or deed.did}"
    if event.by:
        did = f"{words.capital(reader.who(event.by))} {deed.did} it"
    return f"{did} {deed.tail}".rstrip() + "."


def _due(event: Event, reader: Reader) -> _Deed:
    before, after = _promise(event.before, reader), _promise(event.after, reader)
    if not before:
        return _Deed("promised", f"for {after}")
    return (
        _Deed("moved", f"from {before} to {after}") if after else _Deed("freed", f"of {before}")
    )


def _promise(told: str, reader: Reader) -> str:
    """Return a day as people write it, or the phrase that is none."""
    try:
        return words.day(date.fromisoformat(told), reader.today)
    except ValueError:
        return _quoted(told) if told else ""


def _status(event: Event, _: Reader) -> _Deed:
    match event.after:
        case Status.DONE:
            return _Deed("closed")
        case Status.CANCELLED:
            return _Deed("cancelled")
        case Status.BLOCKED:
            return _Deed("marked", "blocked")
        case Status.IN_PROGRESS:
            return _Deed("started")
    closed = event.before in (Status.DONE, Status.CANCELLED)
    return _Deed("reopened") if closed else _Deed("set", "back to open")


def _owner(event: Event, _: Reader) -> _Deed:
    before, after = _named(event.before), _named(event.after)
    if not before:
        return _Deed("gave", f"to {after}", "given")
    return (
        _Deed("passed", f"from {before} to {after}")
        if after
        else _Deed("took", f"from {before}", "taken")
    )


def _named(written: str) -> str:
    return words.names([literal.line(name, 60) for name in written.split(", ") if name])


def _priority(event: Event, _: Reader) -> _Deed:
    before, after = (words.priority(v) or "no priority" for v in (event.before, event.after))
    return _Deed("changed", f"from {before.lower()} to {after.lower()}")


def _quoted(text: str) -> str:
    return f"“{literal.line(text, 160)}”"


_DEEDS: dict[ChangeKind, Callable[[Event, Reader], _Deed]] = {
    ChangeKind.REWORDED: lambda event, _: _Deed("reworded", f"from {_quoted(event.before)}"),
    ChangeKind.STATUS: _status,
    ChangeKind.DUE: _due,
    ChangeKind.EXPLAINED: lambda event, _: _Deed("explained", f"with {_quoted(event.after)}"),
    ChangeKind.OWNER: _owner,
    ChangeKind.PRIORITY: _priority,
    ChangeKind.MOVED: lambda event, _: _Deed(
        "moved", f"from {_quoted(event.before)} to {_quoted(event.after)}"
    ),
}
