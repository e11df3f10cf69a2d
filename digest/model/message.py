"""What every message has: addresses that stand in it, and its words."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Links:
    """Addresses that stand in one message; None where the installation has no such thing."""

    # As it stands in a mailto (RFC 6068): an address, perhaps fields after a question mark.
    reply_to: str | None  # None: the message takes no replies, and must not say it does
    unsubscribe: str | None  # https, acts on POST
    unsubscribe_mail: str | None  # an address
    feed: str | None  # https address of the reader's own calendar
    # Who can read what is answered: "all" of these sources are public, or "some".
    public: Literal["", "some", "all"] = ""
    calendars: str | None = None  # page of all calendars the reader may add
    archive: str | None = None  # page that shows this message again
    archived: bool = False  # it is shown on that page, and nothing in it acts
    rehearsal_for: str | None = None  # set: shown to the operator instead of this person


@dataclass(frozen=True)
class Rendered:
    """A message in words: subject without newlines, both bodies with LF line ends."""

    subject: str
    text: str
    html: str
