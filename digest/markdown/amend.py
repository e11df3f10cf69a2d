"""Do what a command asks to the text of a document, and prove that nothing else changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from digest.errors import Refusal
from digest.markdown import splice
from digest.markdown.document import read
from digest.markdown.edits import cells, dates, marks, proof
from digest.markdown.lines import table
from digest.markdown.splice import Splice
from digest.model.command import Action, SetDue, SetStatus
from digest.model.document import Document
from digest.model.item import ActionItem, Form
from digest.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Amended:
    """A document after a command, and what a receipt shows of it."""

    raw: bytes
    before: str  # the field as text a person would read; empty where nothing was written
    after: str
    before_line: str  # the line as it stood in the file, without its end
    after_line: str
    line: int  # 1-based
    field: str  # "status" or "due"
    changed: bool


def amend(document: Document, index: int, action: Action, *, vocabulary: Vocabulary) -> Amended:
    """Return the document with one item's status or date changed, every other byte as it was.

    The result was read again: the item says what was asked, and nothing else says anything
    new.  Where it says so already the bytes are the same.

    Raises:
        Refusal: there is no place for it, or it would change more than that.
    """
    item = document.items[index]
    field = "due" if isinstance(action, SetDue) else "status"
    if proof.says(item, action):
        return _told(document, document, index, field)
    if item.spans is None or not document.raw:
        raise Refusal(f"{document.path}:{item.line}: this item cannot be edited by reply")
    for attempt in _attempts(document, item, action, vocabulary):
        raw = splice.apply(document.raw, attempt, path=document.path)
        after = read(raw, path=document.path, vocabulary=vocabulary, date=document.date)
        if proof.only(document, after, index, action):
            return _told(document, after, index, field, attempt)
    raise Refusal(
        f"{document.path}:{item.line}: writing this here would change how something else in "
        f"the document reads; say it in other words, or edit the file"
    )


def _attempts(
    document: Document, item: ActionItem, action: Action, vocabulary: Vocabulary
) -> Iterator[list[Splice]]:
    """Yield the edits that may do it, the one in the document's own manner first."""
    table = item.form is Form.TABLE
    match action:
        case SetStatus():
            edit = cells.status if table else marks.status
            yield edit(document, item, action, vocabulary)
        case SetDue():
            day = cells.due if table else dates.due
            yield day(document, item, action, vocabulary)
            # A section may have a date of its own, which makes another year right.
            yield day(replace(document, date=None), item, action, vocabulary)
        case _:
            assert_never(action)


def _told(
    before: Document, after: Document, index: int, field: str, edits: Sequence[Splice] = ()
) -> Amended:
    lines = table(before.raw)
    number = lines.at(min(edits).start) if edits else before.items[index].line
    return Amended(
        raw=after.raw,
        before=_shown(before.items[index], field),
        after=_shown(after.items[index], field),
        before_line=_line(before.raw, number),
        after_line=_line(after.raw, number),
        line=number,
        field=field,
        changed=after.raw != before.raw,
    )


def _shown(item: ActionItem, field: str) -> str:
    if field == "due":
        return item.due.raw if item.due else ""
    worded = any(character.isalnum() for character in item.status.raw.strip("[]xX"))
    return item.status.raw if worded else item.status.value.replace("_", " ")


def _line(raw: bytes, number: int) -> str:
    """Return a line without its end."""
    starts = (*table(raw).starts, len(raw))
    line = raw[starts[number - 1] : starts[number]]
    return line.rstrip(b"\r\n").decode("utf-8", "replace")
