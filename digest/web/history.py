"""What happened to an item, in sentences."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from digest.model.change import ChangeKind
from digest.model.item import Status
from digest.render import literal, words
from digest.render.language import msg
from digest.render.view import Reader
from digest.workflow.page import Event, ItemPage


@dataclass(frozen=True)
class Line:
    """One sentence and its day."""

    day: str
    sentence: str


@dataclass(frozen=True)
class _Deed:
    """What was done to the item: a sentence with `{who}`, and one for when nobody is known."""

    by_somebody: str
    by_nobody: str
    before: str = ""
    after: str = ""


_PRIORITIES = {
    "": msg("no priority"),
    "P0": msg("critical priority"),
    "P1": msg("high priority"),
    "P2": msg("medium priority"),
    "P3": msg("low priority"),
    "P4": msg("lowest priority"),
}
_CLOSED = msg("{who} closed it."), msg("It was closed.")
_CANCELLED = msg("{who} cancelled it."), msg("It was cancelled.")
_BLOCKED = msg("{who} marked it blocked."), msg("It was marked blocked.")
_STARTED = msg("{who} started it."), msg("It was started.")
_REOPENED = msg("{who} reopened it."), msg("It was reopened.")
_OPEN = msg("{who} set it back to open."), msg("It was set back to open.")
_WRITTEN = msg("{who} wrote it down."), msg("It was written down.")
_WRITTEN_AS = msg("{who} wrote it down as {after}."), msg("It was written down as {after}.")
_REWORDED = msg("{who} reworded it from {before}."), msg("It was reworded from {before}.")
_PROMISED = msg("{who} promised it for {after}."), msg("It was promised for {after}.")
_FREED = msg("{who} freed it of {before}."), msg("It was freed of {before}.")
_MOVED = (
    msg("{who} moved it from {before} to {after}."),
    msg("It was moved from {before} to {after}."),
)
_EXPLAINED = msg("{who} explained it with {after}."), msg("It was explained with {after}.")
_GIVEN = msg("{who} gave it to {after}."), msg("It was given to {after}.")
_TAKEN = msg("{who} took it from {before}."), msg("It was taken from {before}.")
_PASSED = (
    msg("{who} passed it from {before} to {after}."),
    msg("It was passed from {before} to {after}."),
)
_CHANGED = (
    msg("{who} changed it from {before} to {after}."),
    msg("It was changed from {before} to {after}."),
)


def lines(page: ItemPage, reader: Reader) -> list[Line]:
    """Return a line for each event, in their order."""
    return [
        Line(reader.day(event.at), _sentence(event, page.tracked.item.text, reader))
        for event in page.events
    ]


def _sentence(event: Event, text: str, reader: Reader) -> str:
    _ = reader.language.gettext
    match event.kind:
        case ChangeKind.WITHDRAWN:  # of a series nobody removes it: the next one leaves it out
            return _("It left its document.")
        case ChangeKind.RETURNED:
            return _("It came back.")
        case ChangeKind.ADDED:
            same = event.after == text
            deed = _Deed(*(_WRITTEN if same else _WRITTEN_AS), "", _quoted(event.after, reader))
        case _:
            deed = _DEEDS[event.kind](event, reader)
    told = {"before": deed.before, "after": deed.after}
    if event.by:
        return _(deed.by_somebody, who=words.capital(reader.who(event.by)), **told)
    return _(deed.by_nobody, **told)


def _due(event: Event, reader: Reader) -> _Deed:
    before, after = _promise(event.before, reader), _promise(event.after, reader)
    sentences = _PROMISED if not before else _MOVED if after else _FREED
    return _Deed(*sentences, before, after)


def _promise(told: str, reader: Reader) -> str:
    """Return a day as people write it, or the phrase that is none."""
    try:
        return reader.day(date.fromisoformat(told))
    except ValueError:
        return _quoted(told, reader) if told else ""


def _status(event: Event, _: Reader) -> _Deed:
    match event.after:
        case Status.DONE:
            return _Deed(*_CLOSED)
        case Status.CANCELLED:
            return _Deed(*_CANCELLED)
        case Status.BLOCKED:
            return _Deed(*_BLOCKED)
        case Status.IN_PROGRESS:
            return _Deed(*_STARTED)
    closed = event.before in (Status.DONE, Status.CANCELLED)
    return _Deed(*(_REOPENED if closed else _OPEN))


def _owner(event: Event, reader: Reader) -> _Deed:
    before, after = _named(event.before, reader), _named(event.after, reader)
    sentences = _GIVEN if not before else _PASSED if after else _TAKEN
    return _Deed(*sentences, before, after)


def _named(written: str, reader: Reader) -> str:
    names = [literal.line(name, 60) for name in written.split(", ") if name]
    return words.names(names, reader.language)


def _priority(event: Event, reader: Reader) -> _Deed:
    _ = reader.language.gettext
    before, after = (_(_PRIORITIES.get(v, v)) for v in (event.before, event.after))
    return _Deed(*_CHANGED, before, after)


def _reworded(event: Event, reader: Reader) -> _Deed:
    return _Deed(*_REWORDED, _quoted(event.before, reader))


def _elsewhere(event: Event, reader: Reader) -> _Deed:
    return _Deed(*_MOVED, _quoted(event.before, reader), _quoted(event.after, reader))


def _quoted(text: str, reader: Reader) -> str:
    return reader.language.gettext("“{phrase}”", phrase=literal.line(text, 160))


_DEEDS: dict[ChangeKind, Callable[[Event, Reader], _Deed]] = {
    ChangeKind.REWORDED: _reworded,
    ChangeKind.STATUS: _status,
    ChangeKind.DUE: _due,
    ChangeKind.EXPLAINED: lambda event, reader: _Deed(
        *_EXPLAINED, after=_quoted(event.after, reader)
    ),
    ChangeKind.OWNER: _owner,
    ChangeKind.PRIORITY: _priority,
    ChangeKind.MOVED: _elsewhere,
}
