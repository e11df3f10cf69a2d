"""What stays the same while the service runs: names, addresses, people, words, policies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Literal

from digest.model.addresses import Forms, forms_of, usual
from digest.model.directory import Directory
from digest.model.ids import checksum
from digest.model.reminders import Reminders
from digest.model.replies import Replies
from digest.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class SourcePolicy:
    """Who may read a source, whether replies may change it, who answers for it."""

    name: str
    readers: tuple[str, ...] = ()  # keys of people and teams; empty: everyone
    write_back: bool = False
    public: bool = False  # everybody may read it, and so what is answered
    steward: str | None = None
    link: str | None = None  # e.g. https://host/blob/{revision}/{path}#L{line}


@dataclass(frozen=True)
class Mailbox:
    """A display name and an address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Vouching:
    """Whose word on who wrote a message counts, of mail that came by one way."""

    authserv_id: str | None = None  # RFC 8601
    own_received: int = 0  # Received fields of our own hosts above their results
    verify: bool = False  # by us: SPF, DKIM and DMARC

    @property
    def any(self) -> bool:
        """Return whether anything is ever proven."""
        return bool(self.authserv_id or self.verify)


@dataclass(frozen=True)
class Installation:
    """One running service, as its settings describe it."""

    title: str  # as readers know it: "Northbeam Follow-ups"
    author: Mailbox  # From
    public_url: (
        str | None
    )  # https, without a slash at the end; None: no pages, no feeds in mail
    inbound_domain: str | None  # None: replies are not taken, and no mail says so
    authserv_id: str | None
    directory: Directory
    vocabulary: Vocabulary
    sources: Mapping[str, SourcePolicy] = field(default_factory=dict)
    operator: str | None = None  # key of the person who sees rehearsals and alarms
    coalesce: timedelta = timedelta(minutes=15)  # how long a batch of moves settles
    head_start: timedelta = timedelta()  # by which owner and lead hear of it before others
    done_days: int = 7  # how long a finished item stays in the calendar
    default_due: Mapping[str, int] = field(default_factory=dict)  # P0..P4 -> days
    reminders: Reminders = field(default_factory=Reminders)
    replies: Replies = field(default_factory=Replies)
    cap: int = 10  # entries of a section that are shown
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)  # by source
    language: str = "en"  # BCP 47: of pages that are shown to nobody known
    # Of all mail that may bounce; None: another for each message (VERP), at inbound_domain.
    envelope_sender: str | None = None
    calendar_url: str | None = (
        None  # https, where calendars stand as files; None: at public_url
    )
    # By way (`InboxEntry.came`), empty for all others; none: `authserv_id` alone counts.
    vouching: Mapping[str, Vouching] = field(default_factory=dict)
    boxes: tuple[str, ...] = ()  # names of mailboxes that mail is fetched from
    proof: Mapping[str, str] = field(default_factory=dict)  # domain -> digest.mail.sender.Least
    keep_received: timedelta = timedelta(days=30)  # bytes of mail that arrived
    reply_address: str | None = None  # a form; None: the usual one of inbound_domain

    def words_of(self, source: str) -> Vocabulary:
        """Return the words that the documents of a source use."""
        return self.vocabularies.get(source, self.vocabulary)

    @cached_property
    def forms(self) -> Forms | None:
        """How addresses that take mail are written; None where none do."""
        if self.reply_address:
            return forms_of(self.reply_address)
        return usual(self.inbound_domain) if self.inbound_domain else None

    @cached_property
    def mailboxes(self) -> frozenset[str]:
        """Addresses of ours, in lower case, that tell nothing of what is answered."""
        plain = self.forms.reply if self.forms and self.forms.plain else None
        known = (self.author.address, self.envelope_sender, plain)
        return frozenset(address.lower() for address in known if address)

    @cached_property
    def plans(self) -> Mapping[str, str]:
        """What the slots of each person who gets mail are made from, by key, as short texts."""
        return {
            person.key: checksum(f"{person.schedule.mark} {self.operator}".encode())[:16]
            for person in self.directory.people.values()
            if person.mail and not person.left
        }

    @cached_property
    def plan(self) -> str:
        """A short text that changes with any of the plans."""
        return checksum(repr(sorted(self.plans.items())).encode())[:16]

    @property
    def public_answers(self) -> Literal["", "some", "all"]:
        """How many of the sources that replies change everybody may read."""
        written = [policy.public for policy in self.sources.values() if policy.write_back]
        return "all" if written and all(written) else "some" if any(written) else ""

    @property
    def takes_replies(self) -> bool:
        """Replies work: mail comes in, is proven, and some source may be written."""
        written = any(policy.write_back for policy in self.sources.values())
        proven = any(each.any for each in self.vouching.values()) or self.authserv_id
        return bool(self.forms and proven and written)

    def vouching_of(self, came: str) -> Vouching:
        """Return whose word counts for a message that came this way."""
        usual = self.vouching.get("", Vouching(self.authserv_id))
        return self.vouching.get(came, usual)
