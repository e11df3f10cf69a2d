"""May this message command?  Token, sender and proof; a refusal is a verdict, not an error."""

from dataclasses import dataclass

from digest.mail.automatic import Automatic, classify
from digest.mail.inbound import Inbound
from digest.mail.sender import Verdict, proof
from digest.mail.subaddress import bounce_tokens, reply_tokens, unsubscribe_tokens
from digest.model.bounce import Bounce
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, InboxState, Purpose, TokenRecord
from digest.tokens import hashed
from digest.workflow.bounces import reported
from digest.workflow.world import World


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
    domain = world.installation.inbound_domain or ""
    stop = unsubscribe_tokens(entry.recipients, domain)
    if stop:
        return _unsubscribing(world, stop)
    if bounce_tokens(entry.recipients, domain):
        return Judged(InboxState.IGNORED, "a person wrote to a bounce address")
    return _commanding(world, entry, inbound, reply_tokens(entry.recipients, domain))


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
    tokens = reply_tokens(entry.recipients, world.installation.inbound_domain or "")
    record = _valid(world, tokens[0], Purpose.REPLY) if len(tokens) == 1 else None
    return world.store.delivery(record.subject) if record else None


def _commanding(
    world: World, entry: InboxEntry, inbound: Inbound, tokens: tuple[str, ...]
) -> Judged:
    if len(tokens) != 1:
        why = "two reply addresses in one message" if tokens else "no reply address"
        return Judged(InboxState.REJECTED, why)
    record = _valid(world, tokens[0], Purpose.REPLY)
    delivery = world.store.delivery(record.subject) if record else None
    person = delivery and world.installation.directory.people.get(delivery.recipient)
    if not delivery or not person or person.left:
        return Judged(InboxState.REJECTED, "unknown or expired reply address")
    if entry.confirmed:
        return Judged(None, "confirmed by its person", person, delivery)
    return _proven(world, inbound, person, delivery)


def _proven(world: World, inbound: Inbound, person: Person, delivery: Delivery) -> Judged:
    """The token's person must be the author, and our own mail host must vouch for that."""
    found = proof(inbound, author=inbound.author, authserv_id=world.installation.authserv_id)
    if found.verdict is Verdict.FAIL:
        return Judged(InboxState.REJECTED, found.reason, person, delivery)
    known = filter(None, (person.mail, *person.other_mail))
    registered = {address.casefold() for address in known}
    if inbound.author.casefold() not in registered:
        return Judged(InboxState.HELD, "written from another address", person, delivery)
    if found.verdict is Verdict.NONE:
        return Judged(InboxState.HELD, found.reason, person, delivery)
    return Judged(None, found.reason, person, delivery)
