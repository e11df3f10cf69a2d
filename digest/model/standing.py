"""How a service stands: what waits, what became of mail, whom nothing reaches.

Counts, moments, names of sources and keys of people; never words of a mail.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from digest.model.bounce import BounceKind
from digest.model.ledger import DeliveryState

_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")  # RFC 3463 §2
_REPLY = re.compile(r"\b[45]\d\d\b")  # RFC 5321 §4.2


@dataclass(frozen=True)
class Backlog:
    """What waits in a ledger."""

    number: int = 0
    oldest: datetime | None = None  # when the oldest of it came; None where nothing waits


@dataclass(frozen=True)
class Tally:
    """How many messages of a kind came to be in a state, and why."""

    kind: str
    state: DeliveryState
    reason: str  # `reason_of`; few different ones, and no address in any
    number: int


@dataclass(frozen=True)
class Suspension:
    """A person who gets nothing, because their address bounced."""

    person: str
    at: datetime
    why: str  # as the other server said it


@dataclass(frozen=True)
class PutOff:
    """A piece of work that a fault of ours stopped, and when it is tried again (machine)."""

    what: str  # e.g. "edition/priya"
    until: datetime


@dataclass(frozen=True)
class Returned:
    """How many messages came back in one way, and what the newest report says."""

    kind: BounceKind
    number: int
    told: str


@dataclass(frozen=True)
class Down:
    """A relay that takes nothing, by the machine's clock."""

    since: datetime
    until: datetime  # when it is looked at again
    error: str


@dataclass(frozen=True)
class Figures:
    """What a store counts, all at one moment; it costs little, however much is stored."""

    schema: str  # revision of its tables
    size: int  # bytes it takes
    outbox: Backlog = Backlog()  # owed, and not yet sent, failed or dropped
    inbox: Backlog = Backlog()  # arrived, and not looked at yet
    kept: Backlog = Backlog()  # answers whose write-back has not landed yet
    held: Backlog = Backlog()  # answers that their person has to confirm
    tallies: tuple[Tally, ...] = ()  # queued now, or settled since the moment asked about
    silent: int = 0  # digests since then that had nothing to say
    suspended: tuple[Suspension, ...] = ()  # since longest first
    unreached: tuple[str, ...] = ()  # whose newest settled message failed since then
    returned: tuple[Returned, ...] = ()  # since the moment asked about
    put_off: tuple[PutOff, ...] = ()  # those of the past too
    started: tuple[str, ...] = ()  # for whom the rehearsal has ended
    started_all: bool = False


def reason_of(state: DeliveryState, told: str) -> str:
    """Return why a message is in a state, in a few words that name no address.

    What a server said is cut down to its enhanced status code, else its reply code.
    """
    if state is DeliveryState.SENT or not told:
        return ""
    if state is DeliveryState.DROPPED:
        return told
    code = _ENHANCED.search(told) or _REPLY.search(told)
    return code[0] if code else "no answer" if state is DeliveryState.QUEUED else "other"
