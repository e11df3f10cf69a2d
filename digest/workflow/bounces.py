"""What came back: an address that is gone is suspended, a complaint stops that kind of mail."""

import re
from datetime import timedelta

from digest.logs import Log
from digest.mail.bounce import Report, kind_of, plain, read
from digest.mail.subaddress import bounce_tokens
from digest.model.bounce import Bounce, BounceKind
from digest.model.ledger import Delivery, InboxEntry, Purpose
from digest.tokens import LENGTH, hashed
from digest.workflow.world import World

log = Log(__name__)

ENOUGH = 3  # messages that failed softly
WITHIN = timedelta(weeks=3)
_LOOKED_AT = 50  # words of a report that may be a token
_TOKEN = re.compile(rf"(?<![a-z2-7])[a-z2-7]{{{LENGTH}}}(?![a-z2-7])")
_MAILBOX = re.compile(r"(?<![\d.])5\.2\.\d")


def reported(world: World, entry: InboxEntry) -> Bounce | None:
    """Return what a report says of a message of ours; None where it says nothing we count.

    Only we and the relay know a message's own envelope sender.  A report that came elsewhere
    counts if it returns the Message-ID and, as anybody could guess that, names the address or
    an address that stood in the message.
    """
    report = read(entry.raw)
    delivery = _by_token(world, entry) or _by_message_id(world, report)
    if delivery is None or report.kind is None:
        return None
    return _bounce(world, delivery, report.kind, report.told)


def refused(world: World, delivery: Delivery, reply: str) -> None:
    """Settle what a server said when it refused a message for good."""
    kind = kind_of(reply)
    if kind is BounceKind.SOFT and not _MAILBOX.search(reply):
        kind = BounceKind.POLICY  # nothing that is about the mailbox
    settle(world, _bounce(world, delivery, kind, plain(reply)))


def settle(world: World, bounce: Bounce) -> None:
    """Record a report, and do what follows from it; the first about a message counts."""
    if not world.store.bounced(bounce):
        return
    log.info("bounce", delivery=bounce.delivery, kind=bounce.kind.value)
    if bounce.kind is BounceKind.COMPLAINT:
        delivery = world.store.delivery(bounce.delivery)
        if delivery:
            world.store.unsubscribe(bounce.person, delivery.kind)
    elif why := _why_suspended(world, bounce):
        world.store.suspend(bounce.person, at=bounce.at, why=why)


def _why_suspended(world: World, bounce: Bounce) -> str:
    if bounce.kind is BounceKind.GONE:
        return bounce.told
    since = bounce.at - WITHIN
    failed = world.store.bounces_of(bounce.person, BounceKind.SOFT, since)
    if bounce.kind is BounceKind.SOFT and failed >= ENOUGH:
        return f"{failed} messages in three weeks: {bounce.told}"
    return ""


def _bounce(world: World, delivery: Delivery, kind: BounceKind, told: str) -> Bounce:
    return Bounce(delivery.id, _owner(world, delivery), world.clock.now(), kind, told)


def _owner(world: World, delivery: Delivery) -> str:
    """Return whose address a message went to: a rehearsal goes to the operator's."""
    people = world.installation.directory.people.values()
    theirs = [p.key for p in people if p.mail.casefold() == delivery.address.casefold()]
    return theirs[0] if theirs and delivery.recipient not in theirs else delivery.recipient


def _by_token(world: World, entry: InboxEntry) -> Delivery | None:
    tokens = bounce_tokens(entry.recipients, world.installation.forms)
    record = world.store.find(hashed(tokens[0])) if tokens else None
    if record is None or record.purpose is not Purpose.BOUNCE or record.revoked:
        return None
    expired = record.expires_at is not None and record.expires_at < world.clock.now()
    return None if expired else world.store.delivery(record.subject)


def _by_message_id(world: World, report: Report) -> Delivery | None:
    for message_id in report.message_ids:
        id_, _, domain = message_id.strip("<>").partition("@")
        ours = domain.lower() == world.installation.author.domain.lower()
        delivery = world.store.delivery(id_) if ours else None
        if delivery and delivery.attempts and _knows(world, report, delivery):
            return delivery
    return None


def _knows(world: World, report: Report, delivery: Delivery) -> bool:
    """Return whether a report names what only that message and its reader's host know."""
    if delivery.address.lower() in report.text:
        return True
    subjects = (delivery.id, f"{delivery.recipient}/{delivery.kind}")
    found = dict.fromkeys(_TOKEN.findall(report.text))
    records = (world.store.find(hashed(token)) for token in list(found)[:_LOOKED_AT])
    return any(record is not None and record.subject in subjects for record in records)
