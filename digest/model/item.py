"""An action item as it was read in a document: what it says and which bytes say it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What became of a promise; the wire words of RFC 5545 are known only to `digest.ical`."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def closed(self) -> bool:
        """True when nothing more is to be done."""
        return self in (Status.DONE, Status.CANCELLED)


class Form(StrEnum):
    """How an item is written down, which decides how a field of it is edited."""

    TABLE = "table"
    TASK = "task"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    INLINE = "inline"
    TODO_TXT = "todo.txt"


class Role(StrEnum):
    """What kind of promise it is: a follow-up, a task of a progress update, or an ask."""

    ACTION = "action"
    TASK = "task"
    ASK = "ask"


@dataclass(frozen=True)
class Span:
    """Bytes of a file: 0-based, half-open."""

    start: int
    end: int

    def of(self, raw: bytes) -> bytes:
        """Return these bytes of `raw`."""
        return raw[self.start : self.end]


@dataclass(frozen=True)
class Due:
    """A date as promised: the words, and the days they mean (equal for a single day).

    `start` and `end` are None where the phrase does not resolve against its document's date.
    """

    raw: str
    start: date | None = None
    end: date | None = None
    assumed: bool = False  # from the priority, where the settings say so: nobody promised it

    @property
    def day(self) -> date | None:
        """The day after which it is late: the last of a range."""
        return self.end or self.start


@dataclass(frozen=True)
class ReadStatus:
    """A status as written (`raw` empty where none is), its meaning, what follows the word."""

    raw: str = ""
    value: Status = Status.OPEN
    detail: str = ""


@dataclass(frozen=True)
class Priority:
    """A priority as written and as `P0` to `P4`; None where the word is not understood."""

    raw: str
    value: str | None


@dataclass(frozen=True)
class Spans:
    """Where the parts of an item stand in the file's bytes.

    A cell's span is its content without the padding; an empty cell has an empty span at the
    place where content belongs.  None: the document has no place for that field yet.
    `mark` is the one character between the brackets of a task, `note` the last note of several,
    `cell` the one of a table's row where its words stand, and what it has no other cell for.
    A field told on a line of its own below (`- Owner: Kim`) is after `whole`, in no other item.
    """

    whole: Span
    text: Span
    owner: Span | None = None
    due: Span | None = None
    status: Span | None = None
    priority: Span | None = None
    note: Span | None = None
    mark: Span | None = None
    cell: Span | None = None


@dataclass(frozen=True)
class ActionItem:
    """A promised piece of work found in a document."""

    text: str  # plain text, markup removed, one line
    line: int  # 1-based
    end_line: int  # 1-based, inclusive
    form: Form
    role: Role = Role.ACTION
    owners: tuple[str, ...] = ()  # as written
    due: Due | None = None
    status: ReadStatus = field(default_factory=ReadStatus)
    priority: Priority | None = None
    ticket: str | None = None
    section: str = ""  # the heading it stands under, plain text
    note: str = ""  # what is noted of it: a cell, `(note: …)`, `- Note: …` below it
    mark: str | None = None  # explicit identity in the text: ticket, block id, HTML comment
    parent: int | None = None  # line of the item this one is nested in
    spans: Spans | None = field(default=None, compare=False)  # None once stored

    @property
    def day(self) -> date | None:
        """The day after which it is late."""
        return self.due.day if self.due else None

    @property
    def promised(self) -> date | None:
        """That day where somebody wrote it: an assumed one has no history."""
        return None if self.due and self.due.assumed else self.day
