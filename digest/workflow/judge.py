"""May this message command?  Token, sender and proof; a refusal is a verdict, not an error."""

from dataclasses import dataclass, replace

from digest.mail.automatic import Automatic, classify
from digest.mail.inbound import Inbound
from digest.mail.sender import Least, Verdict
from digest.mail.subaddress import bare, bounce_tokens, reply_tokens, unsubscribe_tokens
from digest.model.bounce import Bounce
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, InboxState, Purpose, TokenRecord
from digest.tokens import hashed
from digest.workflow.bounces import reported
from digest.workflow.linking import REPLY_LIVES
from digest.workflow.proven import in_name_of, least, proven, theirs
from digest.workflow.world import World

NO_ADDRESS = "no reply address"


@dataclass(frozen=True)
class Judged:
    """What is to become of a message, and why.

    `state` None: it commands.  `person` and `delivery` are set as soon as its token tells them.
    """

    state: InboxState | None
    note: str
    person: Person | None = None
    delivery: Delivery | None = None
    unsubscribes: TokenRecord | None = None
    bounce: Bounce | None = None  # what a report says of a message of ours
    weak: bool = False  # only small changes: see `digest.workflow.strength`


def judge(world: World, entry: InboxEntry, inbound: Inbound) -> Judged:
    """Return what is to become of a message; the weakest link decides."""
    own = (world.installation.author.address,)
    origin = classify(inbound, envelope_sender=entry.envelope_sender, own=own)
    if origin.level is not Automatic.NONE:
        bounce = reported(world, entry) if origin.report else None
        note = f"{bounce.kind}: {bounce.told}" if bounce else origin.reason
        return Judged(InboxState.IGNORED, note, bounce=bounce)
    if inbound.problem:
        return Judged(InboxState.REJECTED, inbound.problem)
    forms = world.installation.forms
    stop = unsubscribe_tokens(entry.recipients, forms)
    if stop:
        return _unsubscribing(world, stop)
    if bounce_tokens(entry.recipients, forms):
        return Judged(InboxState.IGNORED, "a person wrote to a bounce address")
    return _commanding(world, entry, inbound)


def _unsubscribing(world: World, tokens: tuple[str, ...]) -> Judged:
    """Whoever holds the address may stop the mail: no proof is asked (RFC 8058 §3.1)."""
    record = _valid(world, tokens[0], Purpose.UNSUBSCRIBE)
    if record is None:
        return Judged(InboxState.REJECTED, "unknown unsubscribe address")
    return Judged(InboxState.APPLIED, "unsubscribed", unsubscribes=record)


def _valid(world: World, token: str, purpose: Purpose) -> TokenRecord | None:
    record = world.store.find(hashed(token))
    if record is None or record.revoked or record.purpose is not purpose:
        return None
    expired = record.expires_at is not None and record.expires_at < world.clock.now()
    return None if expired else record


def answered(world: World, entry: InboxEntry) -> Delivery | None:
    """Return the message that a reply answers, by the address it was written to."""
    tokens = reply_tokens(entry.recipients, world.installation.forms)
    record = _valid(world, tokens[0], Purpose.REPLY) if len(tokens) == 1 else None
    return world.store.delivery(record.subject) if record else None


def _commanding(world: World, entry: InboxEntry, inbound: Inbound) -> Judged:
    forms = world.installation.forms
    tokens = reply_tokens(entry.recipients, forms)
    if not tokens:
        return _without_token(world, entry, inbound)
    if len(reply_tokens((*entry.recipients, *inbound.recipients), forms)) > 1:
        return Judged(InboxState.REJECTED, "two reply addresses in one message")
    record = _valid(world, tokens[0], Purpose.REPLY)
    delivery = world.store.delivery(record.subject) if record else None
    person = delivery and world.installation.directory.people.get(delivery.recipient)
    if not delivery or not person or person.left:
        return Judged(InboxState.REJECTED, "unknown or expired reply address")
    if entry.confirmed:
        return Judged(None, "confirmed by its person", person, delivery)
    return _proven(world, entry, inbound, person, delivery)


def _without_token(world: World, entry: InboxEntry, inbound: Inbound) -> Judged:
    """A message to a mailbox of ours answers the one it refers to: then all must be proven.

    Anybody who has ever seen a message knows its Message-ID, so nothing is held and asked.
    """
    mailboxes = world.installation.mailboxes
    if not any(bare(recipient) in mailboxes for recipient in entry.recipients):
        return Judged(InboxState.REJECTED, NO_ADDRESS)
    delivery = _referred(world, inbound)
    person = delivery and world.installation.directory.people.get(delivery.recipient)
    if not delivery or not person or person.left:
        return Judged(InboxState.REJECTED, "answers no message of the last 90 days")
    if entry.confirmed:
        return Judged(None, "confirmed by its person", person, delivery)
    judged = _proven(world, entry, inbound, person, delivery)
    if judged.state is InboxState.HELD or judged.weak:
        return replace(judged, state=InboxState.REJECTED)
    return judged


def _referred(world: World, inbound: Inbound) -> Delivery | None:
    since, ours = world.clock.now() - REPLY_LIVES, world.installation.author.domain.lower()
    for message_id in (*inbound.in_reply_to, *reversed(inbound.references)):
        id_, _, domain = message_id.strip("<>").partition("@")
        delivery = world.store.delivery(id_) if domain.lower() == ours else None
        if delivery and delivery.attempts and delivery.queued_at > since:
            return delivery
    return None


def _proven(
    world: World, entry: InboxEntry, inbound: Inbound, person: Person, delivery: Delivery
) -> Judged:
    """The token's person must be the author, and somebody we believe must vouch for that."""
    found = proven(world, entry, inbound)
    if found.verdict is Verdict.FAIL:
        return Judged(InboxState.REJECTED, found.reason, person, delivery)
    team = in_name_of(world, person, inbound.author)
    if team and found.verdict is Verdict.PASS:
        return Judged(None, f"{found.reason}, for team {team.acts_for}", team, delivery)
    if not theirs(world, person, inbound.author):
        return Judged(InboxState.HELD, "written from another address", person, delivery)
    if found.verdict is Verdict.NONE and least(world, inbound.author) is Least.TOKEN:
        return Judged(None, "by its reply address alone", person, delivery, weak=True)
    if found.verdict is Verdict.NONE:
        return Judged(InboxState.HELD, found.reason, person, delivery)
    return Judged(None, found.reason, person, delivery)
