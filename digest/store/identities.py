"""Which item is which, as lines of JSON: what the documents alone could not tell again.

The first line says the format; then a line for each source (how far it was read), each
document as it was read last, each item with its memory, each change, and each handle somebody
knows an item by.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from digest.errors import UsageError
from digest.model.change import Change, TrackedItem
from digest.model.ledger import StoredDocument
from digest.store import codec

_VERSION = 1
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_LARGEST = 2**31 - 1  # number a database takes


@dataclass(frozen=True)
class Handle:
    """The number one person knows an item by."""

    person: str
    item_id: str
    handle: int


@dataclass
class Identities:
    """All that a file says."""

    sources: dict[str, str] = field(default_factory=dict)  # name to revision
    documents: list[StoredDocument] = field(default_factory=list)
    items: dict[str, TrackedItem] = field(default_factory=dict)  # by id
    changes: list[Change] = field(default_factory=list)
    handles: list[Handle] = field(default_factory=list)


def head() -> str:
    """Return the first line."""
    return _line("identity", {"version": _VERSION})


def source_line(name: str, revision: str) -> str:
    """Return the line of a source."""
    return _line("source", {"name": name, "revision": revision})


def document_line(stored: StoredDocument) -> str:
    """Return the line of a document."""
    return _line("document", codec.plain(stored))


def item_line(tracked: TrackedItem) -> str:
    """Return the line of an item."""
    return _line("item", codec.plain(tracked))


def change_line(change: Change) -> str:
    """Return the line of a change; its number is the store's own business."""
    return _line("change", codec.plain(replace(change, number=0)))


def handle_line(handle: Handle) -> str:
    """Return the line of a handle."""
    return _line("handle", codec.plain(handle))


def read(lines: Iterable[str], *, path: str) -> Identities:
    """Return what the lines of a file say.

    Raises:
        UsageError: they are not what the functions above write; the first bad line is named.
    """
    found = Identities()
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            _take(found, json.loads(line), first=number == 1)
        except _BROKEN:
            raise UsageError(f"{path}:{number}: {_EXPECTED[number == 1]}") from None
    if not number:
        raise UsageError(f"{path}: is empty; {_EXPECTED[True]}")
    for twice in _twice(found.handles):
        raise UsageError(f"{path}: #{twice.handle} of {twice.person} stands there twice")
    return found


def _twice(handles: Iterable[Handle]) -> Iterator[Handle]:
    """Yield handles that mean two items, and of items with two handles the second."""
    seen = set[tuple[str, object]]()
    for one in handles:
        keys: set[tuple[str, object]] = {(one.person, one.item_id), (one.person, one.handle)}
        if keys & seen:
            yield one
        seen |= keys


_EXPECTED = {
    True: "expected the first line of a file that digest identity export wrote",
    False: "expected a source, document, item, change or handle as digest identity"
    " export writes them",
}


def _line(record: str, told: Mapping[str, Any]) -> str:
    return json.dumps({"record": record, **told}, ensure_ascii=False, sort_keys=True)


def _take(found: Identities, told: dict[str, Any], *, first: bool) -> None:
    record = told.pop("record")
    if first != (record == "identity"):
        raise ValueError(record)
    if record == "identity":
        if told != {"version": _VERSION}:
            raise ValueError(told)
    elif record == "source":
        found.sources[str(told["name"])] = str(told["revision"])
    else:
        _keep(found, codec.read(_KINDS[record], told))


_KINDS: Mapping[str, type] = {
    "document": StoredDocument,
    "item": TrackedItem,
    "change": Change,
    "handle": Handle,
}


def _keep(found: Identities, one: object) -> None:
    match one:
        case StoredDocument():
            found.documents.append(one)
        case TrackedItem() if max(one.moves, one.sequence) <= _LARGEST:
            found.items[one.id] = one
        case Change():
            found.changes.append(one)
        case Handle() if 0 < one.handle <= _LARGEST:
            found.handles.append(one)
        case _:
            raise ValueError(one)
