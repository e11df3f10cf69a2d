"""Receive: settle what arrived, once each, and answer with a receipt."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from digest.errors import DigestError
from digest.logs import Log
from digest.mail import inbound as mail
from digest.mail.inbound import Inbound
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, InboxState, Purpose
from digest.model.receipt import Outcome, Result
from digest.sentence import Sentence
from digest.workflow import bounces
from digest.workflow.absences import note_absence
from digest.workflow.additions import remember_lines
from digest.workflow.addresses import Addresses
from digest.workflow.apart import placed
from digest.workflow.asked import asked
from digest.workflow.carry import carry_out
from digest.workflow.helping import offer_help
from digest.workflow.judge import NO_ADDRESS, Judged, judge
from digest.workflow.lease import LEASE, kept
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.receipts import owe, send_receipts
from digest.workflow.strength import strong_enough
from digest.workflow.took import took
from digest.workflow.tries import backoff
from digest.workflow.wishes import fulfil
from digest.workflow.world import World

log = Log(__name__)

_TRIES = 50  # of a message that cannot be settled or written: some two days
_QUESTIONS = 3  # to one person in a day: whoever holds a leaked address sends no more


@dataclass(frozen=True)
class ReceiveReport:
    """How many messages were settled, by what became of them."""

    settled: dict[InboxState, int]


def receive(world: World) -> ReceiveReport:
    """Settle every message that waits.  Safe to run beside itself: rows are leased."""
    settled: dict[InboxState, int] = {}
    # One at a time: a message that kills its worker holds nobody else's back.
    while batch := world.store.claim_received(limit=1, now=world.clock.machine(), lease=LEASE):
        for entry in batch:
            with kept(partial(world.store.renew_received, [entry.id]), world.clock):
                state = _settled(world, entry)
            settled[state] = settled.get(state, 0) + 1
            send_receipts(world)
    if settled or send_receipts(world):
        world.wake("deliver")
    return ReceiveReport(settled)


def _settled(world: World, entry: InboxEntry) -> InboxState:
    """Settle one message; one that cannot be settled is tried again, and then given up."""
    try:
        return _settle(world, entry)
    except DigestError as error:
        why = str(error)
        fault = type(error).__name__  # its words may quote a document
    except Exception as error:  # noqa: BLE001 - a poisonous message must not stop the inbox
        why = f"a fault of Digest: {placed(error)}"
        fault = placed(error)
    lost = entry.attempts >= _TRIES
    state = InboxState.REJECTED if lost else InboxState.PENDING
    log.warning("receive", entry=entry.id[:12], state=state.value, error=fault)
    retry_at = None if lost else world.clock.machine() + backoff(entry.attempts)
    world.store.settle(entry.id, state, note=why, retry_at=retry_at)
    return state


def _settle(world: World, entry: InboxEntry) -> InboxState:
    began, inbound = world.clock.machine(), mail.read(entry.raw)
    judged = strong_enough(world, entry, inbound, judge(world, entry, inbound))
    state = judged.state or InboxState.APPLIED
    if judged.unsubscribes:
        key, _, kind = judged.unsubscribes.subject.rpartition("/")
        world.store.unsubscribe(key, kind)
    elif judged.bounce:
        bounces.settle(world, judged.bounce)
    elif judged.state is InboxState.IGNORED and (gone := note_absence(world, entry, inbound)):
        person = world.installation.directory.people[gone.person]
        judged = replace(judged, note=f"{judged.note}; away until {gone.until}", person=person)
    elif judged.state is InboxState.REJECTED and judged.note == NO_ADDRESS:
        offer_help(world, entry, inbound)
    elif judged.state is InboxState.HELD and judged.person:
        _ask(world, entry, inbound, judged)
    elif judged.state is None and judged.person and judged.delivery:
        state = _apply(world, entry, inbound, judged.person, judged.delivery)
    whose = judged.person.key if judged.person else None
    later = world.clock.machine() + backoff(entry.attempts)
    retry_at = later if state is InboxState.PENDING else None
    world.store.settle(entry.id, state, note=judged.note, person=whose, retry_at=retry_at)
    log.info(
        "receive",
        entry=entry.id[:12],
        state=state.value,
        reason=judged.note,
        duration_ms=took(world, began),
    )
    return state


def _apply(
    world: World, entry: InboxEntry, inbound: Inbound, person: Person, delivery: Delivery
) -> InboxState:
    """Do what the reply asks, and put the receipt into the outbox."""
    request = asked(world, entry, inbound, person, delivery)
    outcomes = carry_out(world, entry, request, person, delivery)
    if entry.attempts >= _TRIES:
        outcomes = tuple(_given_up(outcome) for outcome in outcomes)
    for wish in request.wishes:
        fulfil(world, wish, person, delivery)
    kept = any(outcome.result is Result.KEPT for outcome in outcomes)
    owe(world, entry, person, inbound, (outcomes, request))
    remember_lines(world, entry, person, request)
    return InboxState.PENDING if kept else InboxState.APPLIED


def _given_up(outcome: Outcome) -> Outcome:
    if outcome.result is not Result.KEPT:
        return outcome
    return replace(
        outcome, result=Result.REFUSED, reason=Sentence("given up: {why}", why=outcome.reason)
    )


def _ask(world: World, entry: InboxEntry, inbound: Inbound, judged: Judged) -> None:
    """Ask the registered address whether a held reply was theirs; once, and not too often."""
    public = world.installation.public_url
    if not judged.person or not public:
        return
    if _asked_enough(world, judged.person):
        log.warning("not asked", entry=entry.id[:12])
        return
    request = asked(world, entry, inbound, judged.person, judged.delivery)
    if not request.commands and not request.wishes:
        return
    message = letter(world, "confirm", entry.id, judged.person)
    addresses = Addresses(world)
    token = addresses.token(Purpose.CONFIRM, entry.id, timedelta(days=14))
    lines = [asking.line for asking in (*request.commands, *request.wishes)]
    title = world.installation.title
    words = world.render.confirm(
        lines, title, message.links, page=f"{public}/h/{token}", recipient=judged.person
    )
    with_token = replace(message, tokens=(*message.tokens, *addresses.given))
    queue(world, with_token, words, Sending())


def _asked_enough(world: World, person: Person) -> bool:
    since = world.clock.now() - timedelta(days=1)
    questions = world.store.queued_since(since, kind="confirm", recipient=person.key)
    return questions >= _QUESTIONS
