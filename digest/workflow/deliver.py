"""Deliver: offer what is due, once each, and record what the server said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from digest.logs import Log
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.workflow.lease import LEASE, kept
from digest.workflow.readers import eligible, rests
from digest.workflow.took import took
from digest.workflow.world import World

log = Log(__name__)

BATCH = 50
ENDS_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
RELAY_DOWN = timedelta(minutes=1)
_BACKOFF = (1, 5, 15, 60)  # minutes, then hourly


@dataclass(frozen=True)
class DeliverReport:
    """What became of the messages that were due."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    dropped: int = 0


def deliver(world: World) -> DeliverReport:
    """Send what is due in the outbox.  Safe to run beside itself: rows are leased."""
    began = world.clock.machine()
    counts = dict.fromkeys(("sent", "postponed", "failed", "dropped"), 0)
    while batch := world.store.claim(limit=BATCH, now=world.clock.machine(), lease=LEASE):
        ids = [delivery.id for delivery in batch]
        with kept(partial(world.store.renew, ids), world.clock):
            answers = _send(world, batch, counts)
        if any(isinstance(a, NotSent) and a.relay_down for a in answers):
            break
    if any(counts.values()):
        log.info("deliver", **counts, duration_ms=took(world, began))
    return DeliverReport(**counts)


def _send(
    world: World, batch: Sequence[Delivery], counts: dict[str, int]
) -> list[Sent | NotSent]:
    """Offer a batch and record each answer."""
    wanted = [d for d in batch if _still_wanted(world, d, counts)]
    answers = world.transport.send(wanted) if wanted else []
    for delivery, answer in _paired(wanted, answers):
        counts[became := _record(world, delivery, answer)] += 1
        log.info(became, delivery=delivery.id, kind=delivery.kind)
    return answers


def _still_wanted(world: World, delivery: Delivery, counts: dict[str, int]) -> bool:
    """Drop what its recipient must not, or does not want to, get any more."""
    reason = _unwanted(world, delivery)
    if reason:
        world.store.dropped(delivery.id, reason=reason, at=world.clock.now())
        log.info("dropped", delivery=delivery.id, kind=delivery.kind, reason=reason)
        counts["dropped"] += 1
    return not reason


def _unwanted(world: World, delivery: Delivery) -> str:
    person, now = world.installation.directory.people.get(delivery.recipient), world.clock.now()
    if person is None or person.left:
        return "recipient has left"
    choices = world.store.choices(person.key, now=now)
    if choices.suspended:
        return "the address bounced"
    if not eligible(person, choices, delivery.kind):
        return "unsubscribed"
    return "paused" if rests(person, choices, delivery.kind, now) else ""


def _paired(
    deliveries: Sequence[Delivery], answers: Sequence[Sent | NotSent]
) -> list[tuple[Delivery, Sent | NotSent]]:
    said = {answer.delivery: answer for answer in answers}
    silent = "the transport gave no answer"
    return [(d, said.get(d.id, NotSent(d.id, silent, permanent=False))) for d in deliveries]


def _record(world: World, delivery: Delivery, answer: Sent | NotSent) -> str:
    now, machine = world.clock.now(), world.clock.machine()
    match answer:
        case Sent():
            world.store.sent(delivery.id, at=now, reply=answer.reply)
            return "sent"
        case NotSent(permanent=True):
            world.store.failed(delivery.id, error=answer.error, at=now)
            return "failed"
        case NotSent(relay_down=True):
            world.store.postponed(
                delivery.id, error=answer.error, until=machine + RELAY_DOWN, counts=False
            )
            return "postponed"
    if now - delivery.queued_at > ENDS_AFTER:
        world.store.failed(delivery.id, error=answer.error, at=now)
        return "failed"
    until = machine + backoff(delivery.attempts)
    world.store.postponed(delivery.id, error=answer.error, until=until, counts=True)
    return "postponed"


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 5, 15, 60 minutes, then hourly."""
    return timedelta(minutes=_BACKOFF[min(attempts, len(_BACKOFF) - 1)])
