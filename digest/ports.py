"""What the workflow needs from the world: one small interface for each edge.

Every method of a store is one transaction.  Implementations raise `Transient` for what may
succeed later and `Permanent` for what will not; nothing else that a caller should catch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from digest.errors import Problem
from digest.model.change import Change, Touch, TrackedItem
from digest.model.ledger import (
    Batch,
    Choices,
    Delivery,
    EditionRecord,
    Gathered,
    InboxEntry,
    InboxState,
    SourceState,
    StoredDocument,
    TokenRecord,
)


@dataclass(frozen=True)
class Snapshot:
    """The files of a source at one moment: path to an opaque version; equal means unchanged.

    `unread` names what is there and could not be looked at (a folder ends in a slash): what
    was known of it stays as it was, for nobody has seen it go.
    """

    revision: str
    versions: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()

    def keeps(self, path: str) -> bool:
        """Return whether a path that is not listed must be taken as still there, unchanged."""
        return any(path == u or (u.endswith("/") and path.startswith(u)) for u in self.unread)


class Source(Protocol):
    """A configured place that holds markdown."""

    @property
    def name(self) -> str:
        """Return its name in the settings: its identity."""

    def snapshot(self) -> Snapshot:
        """Fetch, and list what is there.

        Raises:
            Transient: it cannot be reached now.
            Permanent: it is not what it was (missing branch, refused login, no folder).
        """

    def history(self) -> list[Snapshot]:
        """Return earlier snapshots, oldest first, for a first gather.

        Bounded; empty where the past is not kept.  They let a new installation know on its
        first day what slipped.
        """

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it was in the snapshot, or (folder) as it is now.

        Raises:
            Transient: it is gone, or cannot be read now.
            Permanent: it must not be read (outside the source, too big, no permission).
        """

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return who last changed a file and when."""

    def replace(
        self, path: str, *, seen: bytes, new: bytes, subject: str, author: Touch
    ) -> str:
        """Write `new` where exactly `seen` stands, and return the new revision.

        Folder: temporary file and rename.  Git: one commit, pushed where there is a remote.

        Raises:
            StaleEdit: the file is not `seen` any more; nothing was written.
            Transient: it cannot be written now; nothing was written.
            Permanent: it must not be written (read-only, refused by the remote).
        """


class Items(Protocol):
    """The cache of what the documents say, with its memory."""

    def sources(self) -> dict[str, SourceState]:
        """Return what is known of every source, by name."""

    def versions(self, source: str) -> dict[str, str]:
        """Return path to version of every document known of a source."""

    def documents(
        self, source: str | None = None, paths: Sequence[str] | None = None
    ) -> list[StoredDocument]:
        """Return documents, of one source, of some paths, or all."""

    def tracked(
        self,
        source: str | None = None,
        *,
        streams: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
    ) -> list[TrackedItem]:
        """Return items, withdrawn ones too, ordered by id."""

    def record_gather(self, gathered: Gathered) -> None:
        """Record everything one gather found, numbering its changes."""

    def record_failure(self, source: str, problem: str, at: datetime) -> None:
        """Record that a source could not be read; its last known state stays."""

    def changes(
        self, *, after: int = 0, item: str | None = None, news_only: bool = True
    ) -> list[Change]:
        """Return changes numbered above `after`, in order; baseline ones only if asked."""

    def last_change(self) -> int:
        """Return the number of the newest change, 0 when there is none."""

    def claim_source(self, name: str, *, until: datetime, now: datetime) -> bool:
        """Lease a source for one gather; False when somebody else has it (machine time)."""

    def renew_source(self, name: str, until: datetime) -> None:
        """Lengthen the lease while its gather lasts."""

    def release_source(self, name: str) -> None:
        """Give the lease back."""


class Outbox(Protocol):
    """Mail that is owed, and what became of it."""

    def queue(
        self,
        delivery: Delivery,
        *,
        tokens: Sequence[TokenRecord] = (),
        handles: Mapping[str, int] | None = None,
        edition: EditionRecord | None = None,
    ) -> bool:
        """Record a message that is owed, with all that belongs to it, in one transaction.

        `handles` (item id to handle) are the person's allotments after this message.  False,
        and nothing recorded, when this kind, subject and recipient is owed already.
        """

    def skip_edition(self, edition: EditionRecord) -> None:
        """Record that a slot had nothing to say."""

    def last_edition(self, person: str) -> EditionRecord | None:
        """Return the newest edition of a person."""

    def handles(self, person: str) -> dict[str, int]:
        """Return every handle ever allotted to a person: item id to number."""

    def claim(self, *, limit: int, now: datetime, lease: timedelta) -> list[Delivery]:
        """Lease messages that are due, oldest first; nobody else gets them meanwhile.

        `now` is machine time, which a demo's moved clock does not touch.
        """

    def renew(self, ids: Sequence[str], until: datetime) -> None:
        """Lengthen the leases of messages that are still being sent."""

    def sent(self, delivery: str, *, at: datetime, reply: str) -> None:
        """Record that a server took it, and its reply."""

    def postponed(self, delivery: str, *, error: str, until: datetime, counts: bool) -> None:
        """Give it back, to be tried again; `counts` is False when the relay is down."""

    def failed(self, delivery: str, *, error: str, at: datetime) -> None:
        """Record that it will never be taken."""

    def dropped(self, delivery: str, *, reason: str, at: datetime) -> None:
        """Record that it is not to be sent any more."""

    def delivery(self, delivery: str) -> Delivery | None:
        """Return one delivery."""

    def deliveries(self, *, limit: int = 100) -> list[Delivery]:
        """Return the newest deliveries, newest first."""

    def waiting(self) -> int:
        """Return how many messages are not yet sent, failed or dropped."""

    def erase_sent(self, before: datetime) -> int:
        """Erase the bytes of messages settled before; return how many."""

    def batches(self, now: datetime) -> list[Batch]:
        """Return batches of changes that have settled and are not told yet."""

    def batch_told(self, batch: str, at: datetime) -> None:
        """Record that every notice of a batch is queued."""


class Ledger(Protocol):
    """Mail that arrived, stored before it was acknowledged."""

    def accept(self, entry: InboxEntry) -> bool:
        """Store a message; False when the very same bytes or Message-ID came before.

        The second copy is kept as a row with state DUPLICATE when its bytes differ.
        """

    def claim_received(
        self, *, limit: int, now: datetime, lease: timedelta
    ) -> list[InboxEntry]:
        """Lease messages that are RECEIVED, or PENDING and due (machine time)."""

    def renew_received(self, ids: Sequence[str], until: datetime) -> None:
        """Lengthen the leases of messages that are still being settled."""

    def received(self, entry: str) -> InboxEntry | None:
        """Return one message."""

    def arrivals(self, *, limit: int = 100) -> list[InboxEntry]:
        """Return the newest messages, newest first."""

    def settle(
        self,
        entry: str,
        state: InboxState,
        *,
        note: str = "",
        person: str | None = None,
        retry_at: datetime | None = None,
    ) -> None:
        """Record what became of a message; `retry_at` (machine time) for PENDING."""

    def confirm(self, entry: str) -> bool:
        """Mark a HELD message as confirmed by its person, to be received again."""

    def erase_received(self, before: datetime) -> int:
        """Erase the bytes of messages settled before; return how many."""

    def outcomes(self, entry: str) -> dict[int, str]:
        """Return what became of each command so far: position to JSON."""

    def record_outcome(self, entry: str, position: int, outcome: str) -> None:
        """Record what became of one command; the first record stays."""


class Tokens(Protocol):
    """Hashes of the addresses that were given out."""

    def remember(self, records: Sequence[TokenRecord]) -> None:
        """Record tokens; those known stay as they are."""

    def find(self, hash_: str) -> TokenRecord | None:
        """Return what a token stands for."""

    def generation(self, purpose: str, subject: str) -> int:
        """Return the current generation of a subject, 0 at first."""

    def rotate(self, purpose: str, subject: str) -> int:
        """Revoke all tokens of a subject and return the next generation."""


class Subscribers(Protocol):
    """What people and the operator decided."""

    def choices(self, person: str, *, now: datetime) -> Choices:
        """Return a person's choices; the first call records them as subscribed since `now`."""

    def unsubscribe(self, person: str, kind: str) -> None:
        """Stop one kind of message; doing it twice is the same as once."""

    def resubscribe(self, person: str, kind: str) -> None:
        """Start it again."""

    def started(self, person: str) -> bool:
        """Return whether the rehearsal has ended for a person."""

    def start(self, people: Sequence[str] | None, at: datetime) -> None:
        """End the rehearsal, for all (None) or for some."""

    def note(self, key: str) -> str | None:
        """Return a small fact of the installation, such as the demo's clock."""

    def set_note(self, key: str, value: str) -> None:
        """Record a small fact."""


class Store(Items, Outbox, Ledger, Tokens, Subscribers, Protocol):
    """All of it: one database."""


@dataclass(frozen=True)
class Sent:
    """What a server said to one message."""

    delivery: str
    reply: str  # e.g. "250 2.0.0 queued"


@dataclass(frozen=True)
class NotSent:
    """Why a message was not taken."""

    delivery: str
    error: str
    permanent: bool  # a 5yz reply to this message
    relay_down: bool = False  # nothing was offered: it counts against no message


class Transport(Protocol):
    """A way to hand messages over."""

    def send(self, deliveries: Sequence[Delivery]) -> list[Sent | NotSent]:
        """Offer every message once, over as few connections as serve; one answer each."""


class Wake(Protocol):
    """A way to tell a worker that there is something to do; losing a wake costs seconds."""

    def __call__(self, task: str, *ids: str) -> None:
        """Ask for a task by name (`gather`, `publish`, `deliver`, `receive`)."""


class Clock(Protocol):
    """The time: as the service lives it, and as the machine has it."""

    def now(self) -> datetime:
        """Return the service's time, UTC; a demo may have moved it."""

    def machine(self) -> datetime:
        """Return the machine's time, UTC, for leases and retries."""
