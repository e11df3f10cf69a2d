"""Deliver: offer what is due, once each, and record what the server said."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from functools import partial

from digest.logs import Log
from digest.model.ledger import Choices, Delivery, DeliveryState, Settled
from digest.ports import NotSent, Sent
from digest.workflow import bounces, circuit
from digest.workflow.lease import LEASE, kept
from digest.workflow.readers import eligible, rests
from digest.workflow.renewal import renewed
from digest.workflow.took import took
from digest.workflow.world import World

log = Log(__name__)

ENDS_AFTER = timedelta(days=5)  # RFC 5321 §4.5.4.1
_LONGEST = timedelta(minutes=5)  # then the next call goes on
_BACKOFF = (1, 5, 15, 60)  # minutes, then hourly

_BECAME = {
    DeliveryState.SENT: "sent",
    DeliveryState.QUEUED: "postponed",
    DeliveryState.FAILED: "failed",
    DeliveryState.DROPPED: "dropped",
}


@dataclass(frozen=True)
class DeliverReport:
    """What became of the messages that were due."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    dropped: int = 0


def deliver(world: World) -> DeliverReport:
    """Send what is due in the outbox.

    Safe to run beside itself: one call at a time has the relay, and another does nothing.
    """
    began, became = world.clock.machine(), Counter[str]()
    with circuit.turn(world) as mine:
        while mine and world.clock.machine() - began < _LONGEST and circuit.closed(world):
            batch = _claimed(world)
            if not batch:
                break
            _batch(world, batch, became)
    report = DeliverReport(**{f.name: became[f.name] for f in fields(DeliverReport)})
    if became:
        log.info("deliver", **asdict(report), duration_ms=took(world, began))
    return report


def _claimed(world: World) -> list[Delivery]:
    now = world.clock.machine()
    return world.store.claim(limit=world.transport.at_once, now=now, lease=LEASE)


def _batch(world: World, batch: Sequence[Delivery], became: Counter[str]) -> None:
    """Offer a batch, and record each answer before its connection goes on."""
    ids = [delivery.id for delivery in batch]
    with kept(partial(world.store.renew, ids), world.clock):
        wanted = {d.id: d for d in renewed(world, _still_wanted(world, batch, became))}
        heard: set[str] = set()

        def told(answers: Iterable[Sent | NotSent]) -> None:
            news = [answer for answer in answers if answer.delivery in wanted]
            _record(world, wanted, news, became)
            heard.update(answer.delivery for answer in news)

        answers = world.transport.send(list(wanted.values()), told) if wanted else []
        silent = "the transport gave no answer"
        told(NotSent(id_, silent, permanent=False) for id_ in set(wanted) - heard)
    troubles = (a.error for a in answers if isinstance(a, NotSent) and a.relay_down)
    if trouble := next(troubles, ""):
        circuit.opened(world, trouble)


def _still_wanted(
    world: World, batch: Sequence[Delivery], became: Counter[str]
) -> list[Delivery]:
    """Drop what its recipient must not, or does not want to, get any more."""
    now = world.clock.now()
    people = sorted({delivery.recipient for delivery in batch})
    choices = world.store.choices_of(people, now=now)
    reasons = {d.id: _unwanted(world, d, choices[d.recipient], now) for d in batch}
    gone = [
        Settled(d.id, DeliveryState.DROPPED, now, reasons[d.id], counts=False)
        for d in batch
        if reasons[d.id]
    ]
    _settle(world, {d.id: d for d in batch}, gone, became)
    return [delivery for delivery in batch if not reasons[delivery.id]]


def _unwanted(world: World, delivery: Delivery, choices: Choices, now: datetime) -> str:
    person = world.installation.directory.people.get(delivery.recipient)
    if person is None or person.left:
        return "recipient has left"
    if choices.suspended:
        return "the address bounced"
    if not eligible(person, choices, delivery.kind):
        return "unsubscribed"
    return "paused" if rests(person, choices, delivery.kind, now) else ""


def _record(
    world: World,
    offered: dict[str, Delivery],
    answers: Sequence[Sent | NotSent],
    became: Counter[str],
) -> None:
    settled = [_settled(world, offered[answer.delivery], answer) for answer in answers]
    _settle(world, offered, settled, became)
    for answer in answers:
        if isinstance(answer, NotSent) and answer.permanent:
            bounces.refused(world, offered[answer.delivery], answer.error)


def _settle(
    world: World,
    offered: dict[str, Delivery],
    settled: Sequence[Settled],
    became: Counter[str],
) -> None:
    if not settled:
        return
    world.store.became(settled)
    for one in settled:
        what = _BECAME[one.state]
        became[what] += 1
        reason = {"reason": one.told} if one.state is DeliveryState.DROPPED else {}
        log.info(what, delivery=one.delivery, kind=offered[one.delivery].kind, **reason)


def _settled(world: World, delivery: Delivery, answer: Sent | NotSent) -> Settled:
    """Return what an answer means for a message: taken, given up, or to be tried again."""
    now, machine, id_ = world.clock.now(), world.clock.machine(), delivery.id
    if isinstance(answer, Sent):
        return Settled(id_, DeliveryState.SENT, now, answer.reply)
    again, offered = DeliveryState.QUEUED, not answer.relay_down
    if offered and (answer.permanent or now - delivery.queued_at > ENDS_AFTER):
        return Settled(id_, DeliveryState.FAILED, now, answer.error)
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
