"""What the settings say, as typed values; nothing here reads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from digest.lint.finding import Severity
from digest.lint.options import Choice
from digest.mail.dkim import Signer
from digest.mail.sender import Least
from digest.model.box import Box
from digest.model.directory import Directory, Person, Team
from digest.model.installation import Installation, Mailbox, SourcePolicy, Vouching
from digest.model.place import Place
from digest.model.reminders import Reminders
from digest.model.replies import Replies
from digest.model.vocabulary import Sprints, Vocabulary
from digest.tokens import Secret


class Security(StrEnum):
    """How a connection to the mail relay is protected (RFC 8314)."""

    LOOPBACK = "loopback"  # this machine only: as it is, in the clear
    STARTTLS = "starttls"  # required, certificate checked
    TLS = "tls"  # from the first byte, certificate checked
    OPPORTUNISTIC = "opportunistic"  # where STARTTLS is offered, no certificate checked
    PLAIN = "plain"  # asked for by name; neither of these two ever with a password


@dataclass(frozen=True)
class Relay:
    """The server that takes our mail."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    in_file: bool = False  # the password stands in the settings themselves
    ca_file: Path | None = None  # authorities that are trusted besides the system's
    verify: bool = True
    helo: str | None = None  # how we introduce ourselves; None: as the machine is called
    token_command: tuple[str, ...] = ()  # prints an OAuth2 token
    token_timeout: timedelta = timedelta(seconds=30)
    connections: int = 4
    per_minute: int | None = None  # messages at most; None: as fast as it takes them
    sender: str | None = None  # the one envelope sender; None: one for each message


@dataclass(frozen=True)
class Listen:
    """Where a server listens: host and port, or a unix socket."""

    host: str = ""
    port: int = 0
    socket: Path | None = None


@dataclass(frozen=True)
class Inbound:
    """How replies come in; without a domain none do."""

    domain: str | None = None
    reply_address: str | None = None  # a form; None: the usual one of the domain
    authserv_id: str | None = None  # RFC 8601: whose results we believe
    own_received: int = 0  # Received fields of our own hosts above these results
    verify: bool = False  # SPF, DKIM and DMARC are verified by us
    dns: tuple[str, int] | None = None  # None: as the machine is told
    keep: timedelta = timedelta(days=30)  # bytes of what came in
    proof: Mapping[str, Least] = field(default_factory=dict)  # by domain of the author
    smtp: Listen | None = None
    lmtp: Listen | None = None
    max_bytes: int = 10_000_000


@dataclass(frozen=True)
class Web:
    """Where the pages and feeds are served; the public address is another matter."""

    host: str = "127.0.0.1"
    port: int = 8000
    metrics_token: str = field(default="", repr=False)  # empty: nobody reads metrics


@dataclass(frozen=True)
class SourceSettings:
    """One source: where it is, who may what, how often it is looked at."""

    place: Place
    policy: SourcePolicy
    poll: timedelta
    words: Vocabulary | None = None  # extra words of this source alone
    watch: bool = True  # a folder tells by itself when something changed
    hook_secret: str = field(default="", repr=False)  # empty: no webhook is taken


@dataclass(frozen=True)
class Linting:
    """What `digest lint` looks for."""

    choice: Choice = field(default_factory=Choice)
    fail_on: Severity = Severity.WARNING  # from this on the command exits with 1
    stale_days: int = 30
    exclude: tuple[str, ...] = ()  # patterns as in .gitignore


@dataclass(frozen=True)
class Settings:
    """Everything, with every default filled in and every reference checked."""

    path: Path  # the file they were read from
    title: str
    author: Mailbox
    relay: Relay
    signers: tuple[Signer, ...]
    public_url: str | None
    operator: str | None
    steward: str | None
    state: Path
    database: str = field(repr=False)  # SQLAlchemy URL; it may hold a password
    broker: str | None = field(repr=False)  # None: the embedded one
    secret: Secret | None  # None: the one kept in `state` (settings.secret)
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    sources: Mapping[str, SourceSettings]
    inbound: Inbound
    boxes: Mapping[str, Box]
    web: Web
    coalesce: timedelta
    head_start: timedelta
    done_days: int
    calendar_url: str | None  # where calendars are published as files
    calendar_folder: Path | None  # where these files are written; None: nowhere by themselves
    cap: int
    templates: Path | None  # of the operator, used in place of ours
    language: str  # BCP 47: of mail to whoever has no other
    languages: tuple[str, ...] | None  # None: all there are
    sprints: Sprints | None
    reminders: Reminders
    replies: Replies
    default_due: Mapping[str, int]  # P0..P4 -> days after the document's
    words: Vocabulary  # extra words of all sources
    lint: Linting

    def directory(self) -> Directory:
        """Return everyone the settings know."""
        return Directory(self.people, self.teams, self.steward)

    def installation(self, vocabulary: Vocabulary) -> Installation:
        """Return what the workflow needs to know of this installation."""
        return Installation(
            title=self.title,
            author=self.author,
            public_url=self.public_url,
            calendar_url=self.calendar_url,
            inbound_domain=self.inbound.domain,
            envelope_sender=self.relay.sender,
            reply_address=self.inbound.reply_address,
            authserv_id=self.inbound.authserv_id,
            vouching={
                "": Vouching(
                    self.inbound.authserv_id, self.inbound.own_received, self.inbound.verify
                ),
                **{box.came: box.vouching for box in self.boxes.values()},
            },
            boxes=tuple(self.boxes),
            proof=self.inbound.proof,
            keep_received=self.inbound.keep,
            directory=self.directory(),
            vocabulary=vocabulary,
            sources={name: source.policy for name, source in self.sources.items()},
            operator=self.operator,
            coalesce=self.coalesce,
            replies=self.replies,
            head_start=self.head_start,
            done_days=self.done_days,
            default_due=self.default_due,
            reminders=self.reminders,
            cap=self.cap,
            language=self.language,
        )
