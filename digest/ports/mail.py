"""The two ledgers: mail that is owed, mail that arrived."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from digest.model.bounce import Bounce, BounceKind
from digest.model.edition import Edition
from digest.model.ledger import (
    Batch,
    Delivery,
    InboxEntry,
    InboxState,
    Settled,
    TokenRecord,
)
from digest.model.notice import Notice
from digest.model.owed import EditionRecord, Telling


class Outbox(Protocol):
    """Mail that is owed, and what became of it."""

    def queue(
        self,
        delivery: Delivery,
        *,
        tokens: Sequence[TokenRecord] = (),
        handles: Mapping[str, int] | None = None,
        edition: EditionRecord | None = None,
        tellings: Sequence[Telling] = (),
    ) -> bool:
        """Record a message that is owed, with all that belongs to it, in one transaction.

        `handles` (item id to handle) are the person's allotments after this message.  False,
        and nothing recorded, when this kind, subject and recipient is owed already.

        Raises:
            Transient: meanwhile another message used these handles, or told of the same.
        """

    def skip_edition(self, edition: EditionRecord) -> None:
        """Record that a slot had nothing to say."""

    def last_edition(self, person: str) -> EditionRecord | None:
        """Return the newest edition of a person, rehearsed or not: it decides slots."""

    def last_days(self, people: Sequence[str]) -> dict[str, date]:
        """Return the day of the slot of each one's newest edition, of those who have one."""

    def last_told(self, person: str, *, before: date | None = None) -> EditionRecord | None:
        """Return the newest edition of a person that was not rehearsed, and not dropped.

        `before` asks for one of an earlier slot.
        """

    def edition_of(self, delivery: str) -> EditionRecord | None:
        """Return the edition that a delivery brings."""

    def told(self, delivery: str) -> Edition | Notice | None:
        """Return what a message told, None where that is not kept."""

    def forget_told(self, before: datetime) -> int:
        """Erase what messages queued before a time told; return of how many."""

    def editions(self, person: str, first: date, last: date) -> list[EditionRecord]:
        """Return the editions of a person whose slots are in these days, oldest first."""

    def mail_to(self, person: str, since: datetime, until: datetime) -> list[Delivery]:
        """Return what was queued for a person in a time, oldest first."""

    def handles(self, person: str) -> dict[str, int]:
        """Return every handle ever allotted to a person: item id to number."""

    def claim(self, *, limit: int, now: datetime, lease: timedelta) -> list[Delivery]:
        """Lease messages that are due, oldest first; nobody else gets them meanwhile.

        `now` is machine time, which a demo's moved clock does not touch.  One that was being
        offered when its lease ran out counts an attempt, and is in doubt.
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

    def became(self, settled: Sequence[Settled], offered: Sequence[str] = ()) -> set[str]:
        """Record what became of messages, and which are offered now, in one transaction.

        That a server took one outweighs everything else.  Return those of `offered` that may
        be: somebody else may have settled one, or be offering it.
        """

    def renewed(
        self, delivery: Delivery, tokens: Sequence[TokenRecord], edition: EditionRecord
    ) -> bool:
        """Put an edition composed afresh in place of one that was offered to no server.

        False, and nothing recorded, when it was offered or settled meanwhile.
        """

    def bounced(self, bounce: Bounce) -> bool:
        """Record a report about a message; False when there is one already."""

    def bounces_of(self, person: str, kind: BounceKind, since: datetime) -> int:
        """Return how many messages to a person came back in some way after a moment."""

    def delivery(self, delivery: str) -> Delivery | None:
        """Return one delivery."""

    def deliveries(self, *, limit: int = 100) -> list[Delivery]:
        """Return the newest deliveries, newest first."""

    def queued_since(self, since: datetime, *, kind: str, recipient: str) -> int:
        """Return how many messages of a kind were queued for a person after a moment."""

    def tellings(
        self, *, about: Sequence[str] | None = None, delivery: str | None = None
    ) -> list[Telling]:
        """Return what people were told of some things, or in one message, oldest first."""

    def waiting(self) -> int:
        """Return how many messages are not yet sent, failed or dropped."""

    def erase_sent(self, before: datetime) -> int:
        """Erase the bytes and envelope senders of messages settled before; return how many."""

    def batches(self, now: datetime) -> list[Batch]:
        """Return batches of changes that have settled and are not told yet.

        Nothing joins a batch once it was returned: it tells the same when it is told again.
        """

    def batch_told(self, batch: str, at: datetime) -> None:
        """Record that every notice of a batch is queued."""


class Ledger(Protocol):
    """Mail that arrived, stored before it was acknowledged."""

    def accept(self, entry: InboxEntry) -> bool:
        """Store a message; False when the same bytes, Message-ID or signature came before.

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

    def arrivals(
        self, *, limit: int = 100, state: InboxState | None = None, id_: str = ""
    ) -> list[InboxEntry]:
        """Return the newest messages, newest first; of a state, or whose id begins so."""

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

    def replay(self, entry: str) -> bool:
        """Have a message looked at again that was rejected, ignored or is held.

        False, and nothing done, where it is in another state or its bytes are erased.
        """

    def forget_received(self, before: datetime) -> int:
        """Delete what came before a time and waits no more; return how many."""

    def erase_received(self, before: datetime) -> int:
        """Erase the bytes and recipients of messages settled before; return how many."""

    def outcomes(self, entry: str) -> dict[int, str]:
        """Return what became of each command so far: position to JSON."""

    def record_outcome(self, entry: str, position: int, outcome: str) -> None:
        """Record what became of one command; the first record stays."""
