"""What the guided page needs of the running demo, and nothing more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from digest.model.directory import Person


@dataclass(frozen=True)
class Mail:
    """One message that was delivered, as its recipient's mailbox has it."""

    id: str  # letters, digits and - only: it stands in addresses
    recipient: str  # envelope recipient
    at: datetime  # when it was delivered
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class SourceChange:
    """One change of a document: who made it, when, and the unified diff."""

    source: str
    path: str
    at: datetime
    by: str
    subject: str
    revision: str  # of a commit; empty in a folder
    diff: str


@dataclass(frozen=True)
class Feed:
    """A calendar address, as mails show it (on the public URL)."""

    person: str  # key of the viewer whose own address it is
    label: str
    address: str


class Scene(Protocol):
    """The running demo.  Every method may block for some seconds, none for longer.

    Raises:
        DigestError: it could not be done; the text is shown on the page.
    """

    @property
    def title(self) -> str:
        """Return the installation's title."""

    @property
    def public_url(self) -> str:
        """Return the address that mails point to, without a slash at the end."""

    def now(self) -> datetime:
        """Return the demo's time."""

    def people(self) -> Sequence[Person]:
        """Return everybody, the person whose part the visitor plays first."""

    def mails(self) -> Sequence[Mail]:
        """Return what was delivered, newest first."""

    def change(self) -> SourceChange | None:
        """Return the newest change in the sources since the demo began."""

    def feeds(self) -> Sequence[Feed]:
        """Return the calendar addresses."""

    def answers(self) -> int:
        """Return how many replies were sent from the page."""

    def reply(self, mail: Mail, text: str, person: Person) -> None:
        """Send a reply to a mail over SMTP, as a person who need not be its recipient."""

    def next_week(self) -> None:
        """Move the demo's clock seven days on, and have sent what is due."""

    def move_due_date(self) -> None:
        """Move a due date in a document, as a colleague would."""
