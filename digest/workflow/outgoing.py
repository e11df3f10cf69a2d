"""What every message has: its address, its tokens, its identity in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from digest.mail.compose import Outgoing, compose
from digest.mail.headers import message_id
from digest.model.directory import Person
from digest.model.edition import Edition
from digest.model.ids import delivery_id
from digest.model.installation import Mailbox
from digest.model.ledger import Delivery, Purpose, TokenRecord
from digest.model.message import Links, Rendered
from digest.model.notice import Notice
from digest.model.owed import EditionRecord, Telling
from digest.workflow.addresses import Addresses
from digest.workflow.keeping import kept
from digest.workflow.linking import (
    PAGE_LIVES,
    REPLY_LIVES,
    STOPPABLE,
    calendars,
    envelope_sender,
    links_of,
    needed,
    no_links,
)
from digest.workflow.world import World


@dataclass(frozen=True)
class Letter:
    """A message before it has words: who gets it, about what, with which addresses."""

    kind: str
    subject: str  # what it is about, in the ledger
    person: Person
    rehearsed: bool  # goes to the operator instead
    to: Mailbox
    links: Links
    page: str | None  # address that links to items and documents start with
    tokens: tuple[TokenRecord, ...]
    envelope_sender: str = ""

    @property
    def id(self) -> str:
        """The delivery this message belongs to."""
        return delivery_id(self.kind, self.subject, self.person.key)

    def address(self, id_: str) -> str | None:
        """Return where an item or a document can be read."""
        return f"{self.page}/{id_}" if self.page else None


@dataclass(frozen=True)
class Sending:
    """How a message is sent: beside its words."""

    auto_submitted: Literal["auto-generated", "auto-replied"] = "auto-generated"
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    handles: Mapping[int, str] = field(default_factory=dict)
    allotted: Mapping[str, int] = field(default_factory=dict)
    edition: EditionRecord | None = None
    tellings: tuple[Telling, ...] = ()
    told: Edition | Notice | None = None  # what its page shows again


def watched(world: World, kind: str, person: Person) -> bool:
    """Return whether a message would reach anybody: a rehearsal needs an operator."""
    rehearsed = kind in STOPPABLE and not world.store.started(person.key)
    return not rehearsed or _operator(world) is not None


def _operator(world: World) -> Person | None:
    person = world.installation.directory.people.get(world.installation.operator or "")
    return person if person and not person.left else None


def letter(world: World, kind: str, subject: str, person: Person) -> Letter:
    """Return a message to a person, or in a rehearsal to the operator, before it has words."""
    operator = _operator(world)
    rehearsed = kind in STOPPABLE and not world.store.started(person.key)
    reader = operator if rehearsed and operator else person
    tokens = Addresses(world)
    id_ = delivery_id(kind, subject, person.key)
    tokens.expect(*needed(kind, person, id_))
    links = no_links(person.name) if rehearsed else links_of(world, tokens, kind, person, id_)
    public, forms = world.installation.public_url, world.installation.forms
    page = tokens.token(Purpose.PAGE, id_, PAGE_LIVES) if public and not rehearsed else None
    verp = forms and forms.bounce and not world.installation.envelope_sender
    bounce = tokens.token(Purpose.BOUNCE, id_, REPLY_LIVES) if verp else None
    archive = f"{public}/p/{page}/archive" if page and kind in STOPPABLE else None
    links = replace(links, calendars=calendars(world, links, page), archive=archive)
    return Letter(
        kind=kind,
        subject=subject,
        person=person,
        rehearsed=rehearsed,
        to=Mailbox(reader.name, reader.mail),
        links=links,
        page=f"{public}/p/{page}" if page else None,
        tokens=tuple(tokens.given),
        envelope_sender=envelope_sender(world, kind, bounce),
    )


def queue(world: World, letter: Letter, words: Rendered, sending: Sending) -> bool:
    """Put a message into the outbox, its bytes made once; False when it is owed already."""
    now, author = world.clock.now(), world.installation.author
    delivery = Delivery(
        id=letter.id,
        kind=letter.kind,
        subject=letter.subject,
        recipient=letter.person.key,
        address=letter.to.address,
        envelope_sender=letter.envelope_sender,
        message_id=message_id(letter.id, author.domain),
        raw=written(world, letter, words, sending),
        queued_at=now,
        title=words.subject,
        handles=sending.handles,
        next_attempt=world.clock.machine(),
        told=kept(sending.told, letter.page) if sending.told else None,
    )
    return world.store.queue(
        delivery,
        tokens=letter.tokens,
        handles=sending.allotted or None,
        edition=sending.edition,
        tellings=[replace(told, rehearsed=letter.rehearsed) for told in sending.tellings],
    )


def written(world: World, letter: Letter, words: Rendered, sending: Sending) -> bytes:
    """Return a message's bytes, as they are queued."""
    return compose(_outgoing(world, letter, words, sending))


def _outgoing(world: World, letter: Letter, words: Rendered, sending: Sending) -> Outgoing:
    author = world.installation.author
    return Outgoing(
        message_id=message_id(letter.id, author.domain),
        date=world.clock.now(),
        author=author,
        to=letter.to,
        reply_to=(letter.links.reply_to or "").partition("?")[0] or None,
        subject=words.subject,
        text=words.text,
        html=words.html,
        list_id=f"{letter.kind}.{author.domain}",
        unsubscribe=letter.links.unsubscribe,
        unsubscribe_mail=letter.links.unsubscribe_mail,
        auto_submitted=sending.auto_submitted,
        in_reply_to=sending.in_reply_to,
        references=sending.references,
        kind=letter.kind,
    )
