"""Receive: settle what arrived, once each, and answer with a receipt."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from digest.mail import inbound as mail
from digest.mail.inbound import Inbound
from digest.model.command import Parsed
from digest.model.directory import Person
from digest.model.edition import Outcome, Receipt, Result
from digest.model.ledger import Delivery, InboxEntry, InboxState, Purpose
from digest.workflow.addresses import Addresses
from digest.workflow.asked import asked
from digest.workflow.carry import carry_out
from digest.workflow.judge import Judged, judge
from digest.workflow.lease import LEASE, kept
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.world import World

log = logging.getLogger(__name__)

BATCH = 20
RETRY = timedelta(minutes=1)
GIVES_UP = timedelta(days=2)  # a write-back that has not landed by then is told as lost


@dataclass(frozen=True)
class ReceiveReport:
    """How many messages were settled, by what became of them."""

    settled: dict[InboxState, int]


def receive(world: World) -> ReceiveReport:
    """Settle every message that waits.  Safe to run beside itself: rows are leased."""
    settled: dict[InboxState, int] = {}
    while batch := world.store.claim_received(
        limit=BATCH, now=world.clock.machine(), lease=LEASE
    ):
        ids = [entry.id for entry in batch]
        with kept(partial(world.store.renew_received, ids), world.clock):
            for entry in batch:
                state = _settle(world, entry)
                settled[state] = settled.get(state, 0) + 1
    if settled:
        world.wake("deliver")
    return ReceiveReport(settled)


def _settle(world: World, entry: InboxEntry) -> InboxState:
    inbound = mail.read(entry.raw)
    judged = judge(world, entry, inbound)
    state = judged.state or InboxState.APPLIED
    if judged.unsubscribes:
        key, _, kind = judged.unsubscribes.subject.rpartition("/")
        world.store.unsubscribe(key, kind)
    elif judged.state is InboxState.HELD and judged.person:
        _ask(world, entry, inbound, judged)
    elif judged.state is None and judged.person and judged.delivery:
        state = _apply(world, entry, inbound, judged.person, judged.delivery)
    person = judged.person.key if judged.person else None
    retry_at = world.clock.machine() + RETRY if state is InboxState.PENDING else None
    world.store.settle(entry.id, state, note=judged.note, person=person, retry_at=retry_at)
    log.info("receive entry=%s state=%s note=%s", entry.id[:12], state, judged.note)
    return state


def _apply(
    world: World, entry: InboxEntry, inbound: Inbound, person: Person, delivery: Delivery
) -> InboxState:
    """Do what the reply asks, and put the receipt into the outbox."""
    request = asked(world, inbound, person)
    outcomes = carry_out(world, entry, request, person, delivery)
    late = world.clock.now() - entry.received_at > GIVES_UP
    if late:
        outcomes = tuple(_given_up(outcome) for outcome in outcomes)
    kept = any(outcome.result is Result.KEPT for outcome in outcomes)
    if outcomes or request.unclear:
        _answer(
            world,
            entry,
            inbound,
            person,
            Told(outcomes, request, first=entry.state is not InboxState.PENDING),
        )
    return InboxState.PENDING if kept else InboxState.APPLIED


def _given_up(outcome: Outcome) -> Outcome:
    if outcome.result is not Result.KEPT:
        return outcome
    return replace(outcome, result=Result.REFUSED, reason=f"given up: {outcome.reason}")


@dataclass(frozen=True)
class Told:
    """What a receipt tells; the first is at once, the second when what was kept has landed."""

    outcomes: tuple[Outcome, ...]
    request: Parsed
    first: bool

    @property
    def settled(self) -> bool:
        """True when nothing is kept for later."""
        return all(outcome.result is not Result.KEPT for outcome in self.outcomes)


def _answer(
    world: World, entry: InboxEntry, inbound: Inbound, person: Person, told: Told
) -> None:
    if not told.first and not told.settled:
        return
    subject = entry.id if told.first else f"{entry.id}/landed"
    message = letter(world, "receipt", subject, person)
    linked = tuple(
        replace(o, url=message.address(o.item_id) if o.item_id else None) for o in told.outcomes
    )
    receipt = Receipt(person, inbound.subject, linked, told.request.unclear)
    words = world.render.receipt(receipt, world.installation.title, message.links)
    queue(world, message, words, _in_reply(inbound))


def _in_reply(inbound: Inbound) -> Sending:
    return Sending(
        auto_submitted="auto-replied",
        in_reply_to=inbound.message_id or None,
        references=(*inbound.references[-10:], inbound.message_id)
        if inbound.message_id
        else (),
    )


def _ask(world: World, entry: InboxEntry, inbound: Inbound, judged: Judged) -> None:
    """Ask the registered address whether a held reply was theirs; once."""
    request = asked(world, inbound, judged.person) if judged.person else None
    public = world.installation.public_url
    if not request or not request.commands or not judged.person or not public:
        return
    message = letter(world, "confirm", entry.id, judged.person)
    addresses = Addresses(world)
    token = addresses.token(Purpose.CONFIRM, entry.id, timedelta(days=14))
    lines = [command.line for command in request.commands]
    title = world.installation.title
    words = world.render.confirm(lines, title, message.links, page=f"{public}/h/{token}")
    with_token = replace(message, tokens=(*message.tokens, *addresses.given))
    queue(world, with_token, words, Sending())
