"""A whole service in a test: a real store, a real folder, a clock that is set by hand."""

import email
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.policy import default as parsed
from pathlib import Path

from digest.model.directory import Directory, Person, Team
from digest.model.ids import checksum
from digest.model.installation import Installation, Mailbox, SourcePolicy
from digest.model.ledger import Delivery, InboxEntry
from digest.model.replies import Replies
from digest.model.schedule import Schedule
from digest.ports import Source
from digest.render import Renderer
from digest.settings.resources import resource
from digest.settings.vocabulary import load
from digest.sources.folder import FolderSource
from digest.store import SqlStore
from digest.tokens import Secret
from digest.workflow.gather import gather
from digest.workflow.world import World
from tests.fakes.smtp import Postbox

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOST = "mx.northbeam.example"


@dataclass
class SetClock:
    """Implements `Clock`."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at

    def machine(self) -> datetime:
        return self.at

    def forward(self, **more: float) -> None:
        self.at += timedelta(**more)


@dataclass
class Woken:
    """Implements `Wake`."""

    tasks: list[str] = field(default_factory=list)

    def __call__(self, task: str, *_: str) -> None:
        self.tasks.append(task)


def person(key: str, name: str) -> Person:
    return Person(key, name, f"{key}@northbeam.example", (f"@{key}",), schedule=Schedule())


DIRECTORY = Directory(
    {
        p.key: p
        for p in (
            person("priya", "Priya Nair"),
            person("mei", "Mei Tanaka"),
            person("jonas", "Jonas Weber"),
        )
    },
    {"identity": Team("identity", "Identity", ("priya", "mei"), "mei", ("@identity",))},
)


@dataclass
class Company:
    """The service, and the hands that a test plays it with."""

    world: World
    root: Path
    clock: SetClock
    post: Postbox
    woken: Woken
    answers: str = ""  # In-Reply-To of replies

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text.encode())

    def week(self) -> None:
        """Let seven days pass, and the source be read."""
        self.clock.forward(days=7)
        gather(self.world, "docs")

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode(errors="replace")

    def reply(self, to: Delivery, typed: str, **told: str) -> InboxEntry:
        """Put an answer to a delivery into the inbox, proven unless `proof` says otherwise."""
        entry = self.written(to, typed, **told)
        self.world.store.accept(entry)
        return entry

    def written(self, to: Delivery, typed: str, **told: str) -> InboxEntry:
        """Return an answer to a delivery as it arrives."""
        address = message(to)["Reply-To"].addresses[0].addr_spec
        author = told.get("author", f"{to.recipient}@northbeam.example")
        proof = told.get("proof", f"{HOST}; dmarc=pass header.from=northbeam.example")
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = author, address, f"Re: {to.title}"
        mail["Message-ID"] = told.get("id", f"<{checksum(typed.encode())[:20]}@client.example>")
        if self.answers:
            mail["In-Reply-To"] = self.answers
        mail.set_content(typed)
        head = f"Authentication-Results: {proof}\r\nReceived: from x by {HOST}\r\n"
        raw = head.encode() + mail.as_bytes()
        return InboxEntry(
            id=checksum(raw),
            message_id=str(mail["Message-ID"]),
            raw=raw,
            envelope_sender=author,
            recipients=(address,),
            received_at=self.clock.now(),
        )


def message(delivery: Delivery) -> EmailMessage:
    found = email.message_from_bytes(delivery.raw, policy=parsed)
    assert isinstance(found, EmailMessage)
    return found


def words(delivery: Delivery) -> str:
    body = message(delivery).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def installation(**more: object) -> Installation:
    told = {
        "title": "Northbeam Follow-ups",
        "author": Mailbox("Northbeam Follow-ups", "digest@northbeam.example"),
        "public_url": "https://digest.northbeam.example",
        "inbound_domain": "in.northbeam.example",
        "authserv_id": HOST,
        "directory": DIRECTORY,
        "vocabulary": load(),
        "sources": {"docs": SourcePolicy("docs", write_back=True)},
        "operator": "jonas",
        "coalesce": timedelta(seconds=1),
        "replies": Replies(coalesce=timedelta()),  # each has a receipt of its own
    }
    return Installation(**{**told, **more})  # type: ignore[arg-type]


def company(
    store: SqlStore,
    root: Path,
    source: Source | None = None,
    *,
    started: bool = True,
    **more: object,
) -> Company:
    """Return a service that everybody subscribed to two weeks ago, its rehearsal over."""
    root.mkdir(exist_ok=True)
    clock, post, woken = SetClock(), Postbox(), Woken()
    world = World(
        installation=installation(**more),
        store=store,
        sources={"docs": source or FolderSource("docs", root)},
        transport=post,
        wake=woken,
        clock=clock,
        secret=Secret("s1", b"k" * 32),
        render=Renderer(resource("templates")),
    )
    for key in DIRECTORY.people:
        store.choices(key, now=MONDAY - timedelta(days=14))
    if started:
        store.start(None, MONDAY)
    return Company(world, root, clock, post, woken)
