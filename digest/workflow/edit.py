"""One command on one item of a document, and what became of it."""

from dataclasses import dataclass, replace
from datetime import date

from digest.errors import Refusal
from digest.markdown.amend import Amended
from digest.model.change import TrackedItem
from digest.model.command import Command, field_of
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.ledger import InboxEntry
from digest.model.receipt import Outcome, Result


@dataclass(frozen=True)
class Replier:
    """Who asks, and the mail in which they do."""

    person: Person
    entry: InboxEntry


@dataclass(frozen=True)
class Edit:
    """One command on one item of the document."""

    position: int  # of the command in its mail
    command: Command
    tracked: TrackedItem
    entry: str  # the mail it came in
    day: date  # of that mail, where its person is

    @property
    def asked(self) -> tuple[int, str]:
        """The item and the line that asks: what belongs together."""
        return self.command.handle, self.command.line


def told(edit: Edit, document: Document, done: Amended) -> Outcome:
    """Return the outcome of what was done, or stood so already."""
    return replace(
        _outcome(edit, document),
        result=Result.CHANGED if done.changed else Result.UNCHANGED,
        before=done.before,
        after=done.after,
        number=done.line,
        before_line=done.before_line,
        after_line=done.after_line,
    )


def refused(edit: Edit, document: Document, refusal: Refusal) -> Outcome:
    """Return the outcome of what cannot be done, with what stands there."""
    return replace(
        _outcome(edit, document),
        number=refusal.line or edit.tracked.item.line,
        before_line=refusal.stands,
        reason=refusal.reason,
    )


def _outcome(edit: Edit, document: Document) -> Outcome:
    return Outcome(
        line=edit.command.line,
        result=Result.REFUSED,
        handle=edit.command.handle,
        item_id=edit.tracked.id,
        title=edit.tracked.item.text,
        field=field_of(edit.command.action),
        source=edit.tracked.source,
        path=document.path,
    )
