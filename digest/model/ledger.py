"""The two ledgers, what is owed and left and what arrived; and what a gather records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from digest.errors import Problem
from digest.model.change import Change, TrackedItem
from digest.model.document import Document
from digest.model.edition import Edition
from digest.model.notice import Notice


class DeliveryState(StrEnum):
    """QUEUED until sent; a lease, not a state, says that somebody is trying."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"  # for good
    DROPPED = "dropped"  # the recipient left, unsubscribed, or the address is suspended


@dataclass(frozen=True)
class Delivery:
    """A message owed: unique by kind, subject and recipient, its bytes serialised once."""

    id: str  # digest.model.ids.delivery_id
    kind: str  # digest, delay, receipt, confirm
    subject: str  # what it is about: an edition, a batch of changes, an inbox entry
    recipient: str  # key of a person
    address: str  # RFC 5321 forward-path
    envelope_sender: str  # empty for the null reverse-path
    message_id: str
    raw: bytes = field(repr=False)
    queued_at: datetime
    title: str = ""  # the Subject, for people who look at the ledger
    handles: Mapping[int, str] = field(default_factory=dict)  # handle -> item id
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    in_doubt: int = 0  # attempts that a server may have taken without our knowing
    next_attempt: datetime | None = None
    sent_at: datetime | None = None
    last_error: str = ""
    settled_at: datetime | None = None  # sent, failed or dropped
    reply: str = ""  # what the server said when it took the message
    told: Edition | Notice | None = None  # what is shown again; the store gives it by itself


@dataclass(frozen=True)
class Settled:
    """What became of one try, or why there was none."""

    delivery: str
    state: DeliveryState  # QUEUED: to be tried again
    at: datetime
    told: str = ""  # what the server said, or why it is not sent
    retry_at: datetime | None = None  # machine time, of QUEUED
    counts: bool = True  # False: nothing was offered
    in_doubt: bool = False  # a server may have taken it all the same


class Purpose(StrEnum):
    """What a token is good for."""

    REPLY = "reply"  # subject: delivery id
    FEED = "feed"  # subject: person/scope
    PAGE = "page"  # subject: delivery id
    UNSUBSCRIBE = "unsubscribe"  # subject: person/kind
    CONFIRM = "confirm"  # subject: inbox entry id
    UNDO = "undo"  # subject: delivery id of a receipt
    BOUNCE = "bounce"  # subject: delivery id
    SIGN_IN = "sign-in"  # subject: person/minute in which it was asked for
    SESSION = "session"  # subject: that of the link that began it
    FORM = "form"  # subject: that of a session; derived again when a form comes, never kept


@dataclass(frozen=True)
class TokenRecord:
    """What the store keeps of a token: its hash, never itself."""

    hash: str
    purpose: Purpose
    subject: str
    generation: int = 0
    expires_at: datetime | None = None
    revoked: bool = False


class InboxState(StrEnum):
    """The life of a received message."""

    RECEIVED = "received"
    PENDING = "pending"  # understood, but a write-back has not landed yet
    APPLIED = "applied"
    HELD = "held"
    REJECTED = "rejected"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class InboxEntry:
    """A message as it arrived, kept before it was acknowledged."""

    id: str  # checksum of the raw bytes
    message_id: str  # as in the header; empty when it has none
    raw: bytes = field(repr=False)
    envelope_sender: str
    recipients: tuple[str, ...]
    received_at: datetime
    state: InboxState = InboxState.RECEIVED
    note: str = ""  # why it is in this state, for the operator
    person: str | None = None  # whom the token belongs to, once known
    confirmed: bool = False  # a held message that its person confirmed
    attempts: int = 0
    signature: str = ""  # digest.mail.inbound.peek_signature: equal means a copy
    came: str = ""  # by which way: lmtp, smtp, file, or the name of a mailbox
    client: str = ""  # address of the host that handed it over, where it may be a stranger's
    helo: str = ""  # as that host called itself


@dataclass(frozen=True)
class Alias:
    """An address that a person confirmed as theirs."""

    address: str  # in lower case
    person: str
    since: datetime


@dataclass(frozen=True)
class SourceState:
    """What is known of a source since it was last read."""

    name: str
    revision: str
    gathered_at: datetime  # last success
    items: int  # live ones
    problem: str = ""  # why the last try failed; empty when it did not
    failed_since: datetime | None = None
    baselined: bool = True
    problems: tuple[Problem, ...] = ()  # what could not be read of it, documents apart


@dataclass(frozen=True)
class StoredDocument:
    """A document as the store remembers it: without its bytes."""

    source: str
    version: str  # opaque; equal means unchanged
    document: Document
    seen_at: datetime  # first sight of this path
    revision: str = ""
    baseline: bool = False  # met at the first gather of its source: no news by itself
    removed_at: datetime | None = None  # not there any more; this is what it said last
    written: int = field(default=0, compare=False)  # number of the recording, by the store
    # Of the recording that met it first; None: the one it is written by, 0: nobody knows.
    met: int | None = field(default=None, compare=False)
    # What its announced days say of themselves in a calendar.
    changed_at: datetime | None = None  # when it was written last; None: it announces none
    sequence: int = 0  # how often it was written since it was met (RFC 5545 §3.8.7.4)
    origin: str = ""  # its first path, carried through renaming; empty: its path

    @property
    def named(self) -> str:
        """Return what its announced days are named by, for life."""
        return self.origin or self.document.path


@dataclass(frozen=True)
class Batch:
    """Changes told together, as one notice per person at most; due when it has settled."""

    id: str
    source: str
    due_at: datetime
    changes: tuple[Change, ...] = ()  # of dates that moved
    announced: tuple[tuple[str, str], ...] = ()  # path and title of new timeline updates


@dataclass(frozen=True)
class Gathered:
    """Everything one gather found, recorded in one transaction."""

    source: SourceState
    at: datetime
    owner: str  # who must hold the lease of the source, or nothing is recorded
    documents: tuple[StoredDocument, ...] = ()  # read anew, or removed
    items: tuple[TrackedItem, ...] = ()  # new or changed, withdrawn too
    changes: tuple[Change, ...] = ()
    batch: Batch | None = None
