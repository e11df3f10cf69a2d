"""What became of a reply, as its receipt tells it."""

from dataclasses import dataclass
from enum import StrEnum

from digest.model.command import NotUnderstood, Wish
from digest.model.directory import Person
from digest.sentence import NOTHING, Sentence


class Result(StrEnum):
    """What became of one command."""

    CHANGED = "changed"
    PROPOSED = "proposed"  # on a branch; it changes when somebody merges that
    UNCHANGED = "unchanged"  # it already stood so
    REFUSED = "refused"
    KEPT = "kept"  # could not land yet; it is tried again


@dataclass(frozen=True)
class Outcome:
    """One command and what became of it."""

    line: str  # as typed
    result: Result
    handle: int | None = None
    item_id: str = ""
    title: str = ""
    url: str | None = None
    field: str = ""  # "status", "due", "owner", "priority" or "note"
    before: str = ""  # the field's text in the document, before
    after: str = ""
    source: str = ""
    path: str = ""
    number: int = 0  # line in the file
    before_line: str = ""  # that line of the file, before; of what is refused, as it stands
    after_line: str = ""
    revision: str = ""  # of the source, which has it: a commit
    branch: str = ""  # where what is proposed waits
    request: str = ""  # address of the request to merge it
    reason: Sentence = NOTHING  # for what was refused or kept: why, and what to do


@dataclass(frozen=True)
class Receipt:
    """The mail that says what a reply did."""

    recipient: Person
    subject: str  # of the mail that is answered
    outcomes: tuple[Outcome, ...]
    unclear: tuple[NotUnderstood, ...] = ()
    wishes: tuple[Wish, ...] = ()
    undo: str | None = None  # address of the page that takes the changes back
