"""What came back: mail that could not be delivered, and complaints about mail that was."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """What a report means for the person it is about."""

    GONE = "gone"  # the address does not exist: nothing is sent there any more
    SOFT = "soft"  # it failed, and another message may not; three in three weeks are enough
    POLICY = "policy"  # refused for what we are or send: the operator's to mend
    COMPLAINT = "complaint"  # somebody pressed "spam"


@dataclass(frozen=True)
class Bounce:
    """One report about one message; the first one about a message counts."""

    delivery: str  # its id
    person: str
    at: datetime
    kind: BounceKind
    told: str = ""  # what the other server said, on one line, without addresses
