"""Why a person got what they got, and did not get the rest: from the records, in words."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.model.account import Absent, Account, Line, MessageTold
from digest.model.directory import Person
from digest.model.edition import Edition
from digest.model.ledger import Delivery, DeliveryState
from digest.model.owed import Choices
from digest.render.words import count
from digest.schedule.edition import Request, build
from digest.schedule.slots import next_slot
from digest.workflow.absent import absent
from digest.workflow.choosing import next_digest
from digest.workflow.duty import as_chosen
from digest.workflow.hindrances import hindrances, remarks
from digest.workflow.linking import STOPPABLE
from digest.workflow.readers import read_store, reader_of
from digest.workflow.slotted import Now, places, slots_told
from digest.workflow.standing import look
from digest.workflow.world import World


def account(world: World, person: Person, first: date, last: date) -> Account:
    """Return the account of a person's mail whose slots, or queueing, is in these days."""
    now = world.clock.now()
    choices = world.store.choices(person.key, now=now)
    person = as_chosen(person, choices)
    zone = ZoneInfo(person.schedule.zone)
    standing = look(world)
    so = Now(
        choices,
        tuple(hindrances(world, person, choices, standing)),
        world.store.last_edition(person.key),
    )
    start = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    mail = world.store.mail_to(person.key, start, end)
    upcoming, missing = _upcoming(world, person, choices)
    return Account(
        person=person,
        first=first,
        last=last,
        next_due=next_digest(world, person),
        hindrances=so.hindrances,
        remarks=tuple(remarks(world, person, choices, standing)),
        slots=tuple(slots_told(world, person, (first, last), so)),
        mail=tuple(_message(person, delivery, zone) for delivery in mail),
        upcoming=upcoming,
        absent=missing,
    )


def _message(person: Person, delivery: Delivery, zone: ZoneInfo) -> MessageTold:
    told = _became(delivery, zone)
    own = {person.mail.casefold(), *(mail.casefold() for mail in person.other_mail)}
    if delivery.kind in STOPPABLE and delivery.address.casefold() not in own:
        told = f"{told}; to {delivery.address}, in rehearsal or by an older address"
    return MessageTold(
        delivery=delivery.id,
        kind=delivery.kind,
        title=delivery.title,
        address=delivery.address,
        queued_at=delivery.queued_at,
        state=delivery.state,
        attempts=delivery.attempts,
        told=told,
    )


def _became(delivery: Delivery, zone: ZoneInfo) -> str:
    """Return what became of a message, with what the server said."""
    settled = delivery.settled_at
    at = f" at {settled.astimezone(zone):%Y-%m-%d %H:%M}" if settled else ""
    match delivery.state:
        case DeliveryState.SENT:
            return f"sent{at}; the server said: {delivery.reply}{_doubts(delivery)}"
        case DeliveryState.FAILED:
            return f"refused for good{at}: {delivery.last_error}"
        case DeliveryState.DROPPED:
            return f"not sent{at}: {delivery.last_error}"
    if not delivery.last_error:
        return "waits to be sent"
    again = delivery.next_attempt
    later = f"; tried again at {again.astimezone(zone):%Y-%m-%d %H:%M}" if again else ""
    tries = f" after {count(delivery.attempts, 'try', 'tries')}" if delivery.attempts else ""
    return f"waits{tries}: {delivery.last_error}{later}{_doubts(delivery)}"


def _doubts(delivery: Delivery) -> str:
    """Return how often it may have arrived without our hearing of it."""
    if not delivery.in_doubt:
        return ""
    times = count(delivery.in_doubt, "earlier attempt")
    return f"; a server may have taken it at {times} too, under the same Message-ID"


def _upcoming(
    world: World, person: Person, choices: Choices
) -> tuple[tuple[Line, ...], tuple[Absent, ...]]:
    """Return what a digest made now would say, and what it would leave out."""
    last = world.store.last_told(person.key)
    reading = read_store(world, after=last.through if last else 0, moves=True)
    day = next_slot(person.schedule, reading.now)
    reader = reader_of(world, reading, person, None)
    edition = build(reading, reader, Request(day, last, choices.since))
    missing = tuple(absent(reading, person, edition))
    return tuple(_lines(world, edition)) if edition else (), missing


def _lines(world: World, edition: Edition) -> Iterator[Line]:
    entries = list(edition.lines)
    found = places(world, [entry.item_id for _, entry in entries if entry.item_id])
    for key, entry in entries:
        place = found.get(entry.item_id, "")
        yield Line(key, entry.item_id, entry.why, entry.title, place)
