"""Deliver: offer what is due, once each, and record what the server said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta

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
    began = world.clock.machine()
    drain = _Drain(world, ends=began + _LONGEST)
    with circuit.turn(world) as mine:
        if mine and circuit.closed(world):
            drain.run()
    became = drain.became
    report = DeliverReport(**{f.name: became[f.name] for f in fields(DeliverReport)})
    if became:
        log.info("deliver", **asdict(report), duration_ms=took(world, began))
    return report


@dataclass
class _Drain:
    """One emptying of the outbox: what is in hand, and what became of the rest."""

    world: World
    ends: datetime  # by the machine's clock
    became: Counter[str] = field(default_factory=Counter)
    in_hand: dict[str, Delivery] = field(default_factory=dict)  # claimed, and not settled

    def run(self) -> None:
        """Offer what is due until nothing is left, the relay is gone, or time is up."""
        with kept(self._renew, self.world.clock):
            first = self.more()
            answers = self.world.transport.send(first, self.told, self.more) if first else []
            silent = "the transport gave no answer"
            self.told([NotSent(id_, silent, permanent=False) for id_ in self.in_hand])
        troubles = (a.error for a in answers if isinstance(a, NotSent) and a.relay_down)
        if trouble := next(troubles, ""):
            circuit.opened(self.world, trouble)

    def more(self) -> list[Delivery]:
        """Claim what is due next; nothing when that was all."""
        world = self.world
        while (now := world.clock.machine()) < self.ends:
            batch = world.store.claim(limit=world.transport.at_once, now=now, lease=LEASE)
            if not batch:
                break
            self.in_hand |= {delivery.id: delivery for delivery in batch}
            wanted = {d.id: d for d in renewed(world, self._still_wanted(batch))}
            gone = {delivery.id for delivery in batch} - set(wanted)
            self.in_hand = {i: d for i, d in (self.in_hand | wanted).items() if i not in gone}
            if wanted:
                return list(wanted.values())
        return []

    def told(self, answers: Sequence[Sent | NotSent]) -> None:
        """Record answers, each before its connection offers another message."""
        known = [answer for answer in answers if answer.delivery in self.in_hand]
        self._settle([_settled(self.world, self.in_hand[a.delivery], a) for a in known])
        for answer in known:
            delivery = self.in_hand.pop(answer.delivery)
            if isinstance(answer, NotSent) and answer.permanent:
                bounces.refused(self.world, delivery, answer.error)

    def _renew(self, until: datetime) -> None:
        if ids := list(self.in_hand):
            self.world.store.renew(ids, until)

    def _still_wanted(self, batch: Sequence[Delivery]) -> list[Delivery]:
        """Drop what its recipient must not, or does not want to, get any more."""
        now, people = self.world.clock.now(), sorted({d.recipient for d in batch})
        choices = self.world.store.choices_of(people, now=now)
        reasons = {d.id: _unwanted(self.world, d, choices[d.recipient], now) for d in batch}
        gone = DeliveryState.DROPPED
        self._settle([Settled(i, gone, now, r, counts=False) for i, r in reasons.items() if r])
        return [delivery for delivery in batch if not reasons[delivery.id]]

    def _settle(self, settled: Sequence[Settled]) -> None:
        if not settled:
            return
        self.world.store.became(settled)
        for one in settled:
            what, kind = _BECAME[one.state], self.in_hand[one.delivery].kind
            self.became[what] += 1
            reason = {"reason": one.told} if one.state is DeliveryState.DROPPED else {}
            log.info(what, delivery=one.delivery, kind=kind, **reason)


def _unwanted(world: World, delivery: Delivery, choices: Choices, now: datetime) -> str:
    person = world.installation.directory.people.get(delivery.recipient)
    if person is None or person.left:
        return "recipient has left"
    if choices.suspended:
        return "the address bounced"
    if not eligible(person, choices, delivery.kind):
        return "unsubscribed"
    return "paused" if rests(person, choices, delivery.kind, now) else ""


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
