"""Do what a command asks to the text of a document, and prove that nothing else changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.errors import Refusal
from digest.markdown import splice
from digest.markdown.document import read
from digest.markdown.edits import proof
from digest.markdown.edits.frame import Grown
from digest.markdown.edits.target import Target
from digest.markdown.edits.ways import ways
from digest.markdown.lines import line_of, table
from digest.markdown.splice import Splice
from digest.model.command import Action, AddNote, field_of
from digest.model.document import Document
from digest.model.item import ActionItem, Status
from digest.model.vocabulary import Vocabulary
from digest.sentence import Sentence

_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_STATES = {  # as a receipt names a mark such as `[x]`
    Status.OPEN: Sentence("open"),
    Status.IN_PROGRESS: Sentence("in progress"),
    Status.BLOCKED: Sentence("blocked"),
    Status.DONE: Sentence("done"),
    Status.CANCELLED: Sentence("cancelled"),
}
NOT_UTF8 = Sentence("this file is not UTF-8; write plain ASCII, or save it as UTF-8")
_ELSE = Sentence(
    "writing this here would change how something else in the document reads; "
    "say it in other words, or edit the file"
)


@dataclass(frozen=True)
class Amended:
    """A document after a command, and what a receipt shows of it."""

    document: Document  # as it was read again
    before: str  # the field as text a person would read; empty where nothing was written
    after: str
    before_line: str  # the line as it stood in the file, without its end; empty: it is new
    after_line: str
    line: int  # 1-based
    field: str  # "status", "due", "owner", "priority" or "note"
    changed: bool

    @property
    def raw(self) -> bytes:
        """The bytes of the file after it."""
        return self.document.raw


def amend(
    document: Document,
    index: int,
    action: Action,
    *,
    vocabulary: Vocabulary,
    today: date | None = None,
) -> Amended:
    """Return the document with one field of one item changed, every other byte as it was.

    The result was read again and proven.  Where the item says so already the bytes are the
    same.  `today` is written where the file keeps the day on which a task was done.

    Raises:
        Refusal: there is no place for it, or it would change more than that.
    """
    if proof.says(document.items[index], action):
        return _told(document, document, index, action)
    target = _target(document, index, action, vocabulary=vocabulary, today=today)
    for edits in ways(target, action):
        if _mixes(document, edits):
            raise target.refusal(NOT_UTF8)
        raw = splice.apply(document.raw, edits, path=document.path)
        after = read(raw, path=document.path, vocabulary=vocabulary, date=document.date)
        if proof.only(document, after, index, action, _grown(document.raw, raw, edits)):
            return _told(document, after, index, action, edits)
    raise target.refusal(_ELSE)


def _target(
    document: Document,
    index: int,
    action: Action,
    *,
    vocabulary: Vocabulary,
    today: date | None,
) -> Target:
    item = document.items[index]
    if item.spans is None or not document.raw:
        reason = Sentence("this item cannot be edited by reply; edit the file")
        raise Refusal(reason, path=document.path, line=item.line)
    target = Target(document, item, item.spans, vocabulary, today)
    if isinstance(action, AddNote) and not re.search(r"\w", action.text):
        raise target.refusal(Sentence("this note has no word in it; write one"))
    return target


def _mixes(document: Document, edits: Sequence[Splice]) -> bool:
    """Say whether a file in another encoding would get letters of UTF-8."""
    other = any(problem.rule == "encoding" for problem in document.problems)
    return other and not all(edit.new.isascii() for edit in edits)


def _grown(before: bytes, after: bytes, edits: Sequence[Splice]) -> Grown:
    lines = table(before)
    by = len(table(after).starts) - len(lines.starts)
    return Grown(by, lines.at(min(edits).start) if edits else 0)


def _told(
    before: Document,
    after: Document,
    index: int,
    action: Action,
    edits: Sequence[Splice] = (),
) -> Amended:
    number = table(before.raw).at(min(edits).start) if edits else before.items[index].line
    grown = _grown(before.raw, after.raw, edits).by
    field = field_of(action)
    return Amended(
        document=after,
        before=shown(before.items[index], field),
        after=shown(after.items[index], field),
        before_line="" if grown else line_of(before.raw, number),
        after_line=line_of(after.raw, number + grown),
        line=number + grown,
        field=field,
        changed=after.raw != before.raw,
    )


def shown(item: ActionItem, field: str) -> str:
    """Return a field as a receipt shows it."""
    match field:
        case "due":
            return item.due.raw if item.due else ""
        case "owner":
            return ", ".join(item.owners)
        case "priority":
            return item.priority.raw if item.priority else ""
        case "note":
            return item.note or _beside_the_status(item)
    words = _SHORTCODE.sub("", item.status.raw).strip("[]xX")
    return item.status.raw if any(map(str.isalnum, words)) else _STATES[item.status.value]


def _beside_the_status(item: ActionItem) -> str:
    _, noted, said = item.status.detail.partition("note: ")
    return said if noted else ""
