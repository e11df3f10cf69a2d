"""Deliver: offer what is due, once each, and record what the server said."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta

from digest.logs import Log
from digest.model.ledger import Delivery, DeliveryState, Settled
from digest.ports import NotSent, Sent
from digest.workflow import bounces, circuit
from digest.workflow.lease import LEASE, kept
from digest.workflow.renewal import renewed
from digest.workflow.took import took
from digest.workflow.tries import answered, unwanted
from digest.workflow.world import World

log = Log(__name__)

_LONGEST = timedelta(minutes=5)  # then the next call goes on
_LOOKS = timedelta(seconds=5)  # between two looks who still wants what waits for its turn

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
    drain = _Drain(world, ends=began + _LONGEST, looked=began)
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
    looked: datetime  # when it was seen last who wants what is in hand; by the same clock
    became: Counter[str] = field(default_factory=Counter)
    in_hand: dict[str, Delivery] = field(default_factory=dict)  # claimed, and not settled
    offered: set[str] = field(default_factory=set)  # of these, what a server is being handed

    def run(self) -> None:
        """Offer what is due until nothing is left, the relay is gone, or time is up."""
        with kept(self._renew, self.world.clock):
            first = self.more()
            answers = self.world.transport.send(first, self.told, self.more) if first else []
            silent = "the transport gave no answer"
            self.told([NotSent(id_, silent, permanent=False) for id_ in self.in_hand], ())
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
            self._drop_unwanted(batch)
            wanted = renewed(world, [d for d in batch if d.id in self.in_hand])
            self._forget(delivery.id for delivery in batch)
            self.in_hand |= {delivery.id: delivery for delivery in wanted}
            if wanted:
                return wanted
        return []

    def told(self, answers: Sequence[Sent | NotSent], offers: Sequence[str]) -> Collection[str]:
        """Record answers, and what their connections offer next, before they do.

        Return what may be offered: what is still wanted, and nobody else has taken over.
        """
        if self.world.clock.machine() - self.looked > _LOOKS:
            self._drop_unwanted([d for d in self.in_hand.values() if d.id not in self.offered])
        known = [answer for answer in answers if answer.delivery in self.in_hand]
        wanted = [id_ for id_ in offers if id_ in self.in_hand]
        new = [id_ for id_ in wanted if id_ not in self.offered]
        settled = [answered(self.world, self.in_hand[a.delivery], a) for a in known]
        self.offered |= self._settle(settled, new)
        for answer in known:
            if isinstance(answer, NotSent) and answer.permanent:
                bounces.refused(self.world, self.in_hand[answer.delivery], answer.error)
        self._forget(answer.delivery for answer in known)
        self._forget(id_ for id_ in new if id_ not in self.offered)
        return self.offered.intersection(wanted)

    def _renew(self, until: datetime) -> None:
        if ids := list(self.in_hand):
            self.world.store.renew(ids, until)

    def _forget(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self.in_hand.pop(id_, None)
            self.offered.discard(id_)

    def _drop_unwanted(self, batch: Sequence[Delivery]) -> None:
        """Drop what its recipient must not, or does not want to, get any more."""
        self.looked = self.world.clock.machine()
        now, people = self.world.clock.now(), sorted({d.recipient for d in batch})
        choices = self.world.store.choices_of(people, now=now)
        reasons = {d.id: unwanted(self.world, d, choices[d.recipient], now) for d in batch}
        gone = DeliveryState.DROPPED
        self._settle([Settled(i, gone, now, r, counts=False) for i, r in reasons.items() if r])
        self._forget(id_ for id_, reason in reasons.items() if reason)

    def _settle(self, settled: Sequence[Settled], offers: Sequence[str] = ()) -> set[str]:
        if not settled and not offers:
            return set()
        ours = self.world.store.became(settled, offers)
        for one in settled:
            what, kind = _BECAME[one.state], self.in_hand[one.delivery].kind
            self.became[what] += 1
            reason = {"reason": one.told} if one.state is DeliveryState.DROPPED else {}
            log.info(what, delivery=one.delivery, kind=kind, **reason)
        return ours
