"""What one try of a message comes to: taken, given up, or tried again, and when."""

from datetime import datetime, timedelta

from digest.model.ledger import Delivery, DeliveryState, Settled
from digest.model.owed import Choices
from digest.ports import NotSent, Sent
from digest.workflow import circuit
from digest.workflow.readers import eligible, rests
from digest.workflow.world import World

ENDS_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
_BACKOFF = (1, 5, 15, 60)  # minutes, then hourly


def answered(world: World, delivery: Delivery, answer: Sent | NotSent) -> Settled:
    """Return what an answer means for a message."""
    now, machine, id_ = world.clock.now(), world.clock.machine(), delivery.id
    if isinstance(answer, Sent):
        return Settled(id_, DeliveryState.SENT, now, answer.reply)
    again, offered = DeliveryState.QUEUED, not answer.relay_down
    if offered and (answer.permanent or now - delivery.queued_at > ENDS_AFTER):
        return Settled(id_, DeliveryState.FAILED, now, answer.error, in_doubt=answer.in_doubt)
    until = machine + (backoff(delivery.attempts) if offered else circuit.REST)
    return Settled(
        id_,
        again,
        now,
        answer.error,
        retry_at=until,
        counts=offered,
        in_doubt=answer.in_doubt,
    )


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 5, 15, 60 minutes, then hourly."""
    return timedelta(minutes=_BACKOFF[min(attempts, len(_BACKOFF) - 1)])


def unwanted(world: World, delivery: Delivery, choices: Choices, now: datetime) -> str:
    """Return why its recipient must not, or does not want to, get a message; else nothing."""
    person = world.installation.directory.people.get(delivery.recipient)
    if person is None or person.left:
        return "recipient has left"
    if choices.suspended:
        return "the address bounced"
    if not eligible(person, choices, delivery.kind):
        return "unsubscribed"
    return "paused" if rests(person, choices, delivery.kind, now) else ""
