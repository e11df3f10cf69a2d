"""Which column of a table is which field: by its header, else by what stands in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.blocks import Cell, Row, Table
from digest.markdown.fields import due, status, words
from digest.markdown.ground import Ground
from digest.model.item import Span
from digest.model.vocabulary import Vocabulary

_PLAIN = ("owner", "due", "status", "priority")
_SPLIT = re.compile(r"\s*[/(\uff08&,]\s*|\s+(?:and|or)\s+")
_HANDLES = re.compile(r"[\s,/&]*(?:\[?@[\w./-]+\]?(?:\([^()]*\))?[\s,/&]*)+")
_FEW = 3  # words
_ANY_DAY = date(2000, 1, 1)  # what a column holds does not depend on the day


@dataclass(frozen=True)
class Columns:
    """Which column of a table is which field."""

    of: Mapping[str, int]
    typed: bool = False  # only the rows whose type says so are tasks

    def cell(self, row: Row, name: str) -> Cell | None:
        """Return the cell of a field in a row."""
        index = self.of.get(name)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def said(self, row: Row, name: str) -> str:
        """Return the markdown of a field in a row."""
        cell = self.cell(row, name)
        return cell.inline.source if cell else ""

    def place(self, row: Row, name: str) -> Span | None:
        """Return the bytes of a field in a row."""
        cell = self.cell(row, name)
        return cell.place if cell else None


def find(table: Table, ground: Ground, vocabulary: Vocabulary) -> Columns | None:
    """Return the fields of a table of action items; None of any other table."""
    names = [_named(cell.inline.plain, vocabulary) for cell in table.header.cells]
    found: dict[str, tuple[int, int]] = {}
    for index, (name, rank) in enumerate(names):
        if name and (name not in found or rank < found[name][1]):
            found[name] = (index, rank)
    of = {name: index for name, (index, _) in found.items()}
    if "action" in of or "vague" in of or ground.bullets:
        of = _by_content(table, of, names, vocabulary)
    facts = sum(name in of for name in _PLAIN)
    if "action" not in of and (action := _action(table, of, names, ground)) is not None:
        of = {name: at for name, at in of.items() if at != action}
        of["action"] = action
    if not (ground.bullets or ground.boxes):
        return None
    if "action" not in of:
        return _typed(table, of, vocabulary)
    alone = len(names) == 1  # "Tasks" above a column of them
    return Columns(of) if facts or ground.bullets or alone else None


def _action(
    table: Table, of: Mapping[str, int], names: list[tuple[str, int]], ground: Ground
) -> int | None:
    """Return the column that tells what to do where no header says so."""
    facts = sum(name in of for name in _PLAIN)
    if "vague" in of and (ground.bullets or facts > 1):
        return of["vague"]
    if not ground.bullets:
        return None
    if of.get("ticket") == 0 and _worded(table, 0):
        return 0
    if "priority" in of and facts > 1 and _worded(table, of["priority"]):
        return of["priority"]  # a header that slipped: no urgency has so many words
    if facts:
        return next((i for i, (name, _) in enumerate(names) if not name), None)
    return _lone(table, names)


def _by_content(
    table: Table, of: dict[str, int], names: list[tuple[str, int]], vocabulary: Vocabulary
) -> dict[str, int]:
    """Add columns whose header says nothing, by what stands in all of their cells."""
    found = dict(of)
    for index, (name, _) in enumerate(names):
        if name or not table.rows:
            continue
        cells = [row.cells[index].inline.source for row in table.rows if index < len(row.cells)]
        told = [cell for cell in cells if cell.strip()]
        for field, holds in _HOLDS.items():
            if told and field not in found and all(holds(cell, vocabulary) for cell in told):
                found[field] = index
                break
    return found


def _typed(table: Table, of: Mapping[str, int], vocabulary: Vocabulary) -> Columns | None:
    """Return the columns of a table in which each row says whether it is a task."""
    if "type" not in of or not any(task(row, of["type"], vocabulary) for row in table.rows):
        return None
    rest = [i for i in range(len(table.header.cells)) if i not in of.values()]
    said = of.get("vague", rest[0] if rest else None)
    return None if said is None else Columns({**of, "action": said}, typed=True)


def task(row: Row, index: int, vocabulary: Vocabulary) -> bool:
    """Say whether the cell of a row for its type says that it is a task."""
    said = words.fold(row.cells[index].inline.plain) if index < len(row.cells) else ""
    return said in vocabulary.tasks


def _lone(table: Table, names: list[tuple[str, int]]) -> int | None:
    """Return the first column of words beside numbers and notes, in a table of no more."""
    unknown = [index for index, (name, _) in enumerate(names) if not name]
    others = [name for name, _ in names if name not in ("", "number", "note")]
    if not unknown or others or len(unknown) >= _FEW or not _worded(table, unknown[0]):
        return None
    return unknown[0]


def _worded(table: Table, index: int) -> bool:
    """Say whether the cells of a column say what is to be done, and are not only numbers."""
    cells = [row.cells[index].inline.plain for row in table.rows if index < len(row.cells)]
    return bool(cells) and all(len(cell.split()) >= _FEW for cell in cells)


def _is_day(cell: str, vocabulary: Vocabulary) -> bool:
    if not any(map(str.isdigit, cell)) or cell.strip().isdigit():
        return False
    said = due.read(cell, _ANY_DAY, vocabulary)
    return said is not None and said.day is not None


def _is_handle(cell: str, vocabulary: Vocabulary) -> bool:
    del vocabulary
    return bool(_HANDLES.fullmatch(cell))


_HOLDS: Mapping[str, Callable[[str, Vocabulary], bool]] = {
    "status": status.known,
    "due": _is_day,
    "owner": _is_handle,
}


@lru_cache(maxsize=titles.REMEMBERED)
def _named(header: str, vocabulary: Vocabulary) -> tuple[str, int]:
    key = titles.key(header) or header.strip()
    known = vocabulary.column_of
    if key in known:
        return known[key]
    parts = [known[part] for part in _SPLIT.split(key) if part in known]
    return min(parts, key=lambda part: part[1], default=("", 0)) if parts else ("", 0)
