"""What a reply asks for: the typed lines of a message as commands."""

from dataclasses import replace
from datetime import date
from functools import partial

from digest.mail import commands, trim
from digest.mail import inbound as mail
from digest.mail.inbound import Inbound
from digest.mail.meaning import WHICH, Answered
from digest.markdown.fields import due
from digest.model.change import TrackedItem
from digest.model.command import Parsed
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry, StoredDocument
from digest.model.vocabulary import Vocabulary
from digest.schedule.concern import owners_of
from digest.schedule.slots import local_day
from digest.workflow.additions import without_additions
from digest.workflow.duty import chosen
from digest.workflow.judge import answered
from digest.workflow.world import World


def asked(
    world: World,
    entry: InboxEntry,
    inbound: Inbound,
    person: Person,
    delivery: Delivery | None,
) -> Parsed:
    """Return the commands of a message; "Friday" is the first after it was sent to us.

    `delivery` is the message that is answered.
    """
    today = local_day(chosen(world, person).schedule, entry.received_at)
    vocabulary = world.installation.vocabulary
    parse = partial(
        commands.parse,
        without_additions(world, trim.typed(inbound.text, inbound.html)),
        base=today,
        vocabulary=vocabulary,
        read_due=partial(due.read, vocabulary=vocabulary),
    )
    to = _answered(world, delivery) if delivery else None
    request = parse(answered=to)
    if delivery and to and any(line.hint == WHICH for line in request.unclear):
        own = to.shown if _owns_all(world, delivery, person) else ()
        return parse(answered=replace(to, own=own))  # rarely asked, and many to look up
    return request


def asked_by_nobody(inbound: Inbound, day: date, vocabulary: Vocabulary) -> Parsed:
    """Return what a message asks for that is no known person's answer to anything."""
    return commands.parse(
        trim.typed(inbound.text, inbound.html),
        base=day,
        vocabulary=vocabulary,
        read_due=partial(due.read, vocabulary=vocabulary),
    )


def _answered(world: World, delivery: Delivery) -> Answered:
    """Return what can be answered without a number."""
    shown = tuple(sorted(delivery.handles))
    about_one = delivery.kind in ("delay", "reminder") and len(shown) == 1
    noted = shown[0] if about_one else None
    if delivery.kind != "delay":
        return Answered(shown=shown, noted=noted)
    asked = {told.about for told in world.store.tellings(delivery=delivery.id) if told.asked}
    numbers = [handle for handle, about in delivery.handles.items() if about in asked]
    only = numbers[0] if len(numbers) == 1 else None
    return Answered(tuple(delivery.handles), only, shown, noted=noted)


def _owns_all(world: World, delivery: Delivery, person: Person) -> bool:
    """Return whether all that stands in a mail with a number is the person's own."""
    items = world.store.tracked(ids=[*delivery.handles.values()])
    found = {  # a query for each source, not for each item
        (stored.source, stored.document.path): stored
        for source in {item.source for item in items}
        for stored in world.store.documents(
            source, [i.path for i in items if i.source == source]
        )
    }
    return len(items) == len(delivery.handles) and all(
        _owns(world, item, found.get((item.source, item.path)), person) for item in items
    )


def _owns(
    world: World, tracked: TrackedItem, stored: StoredDocument | None, person: Person
) -> bool:
    directory = world.installation.directory
    owners = owners_of(tracked, stored.document, directory) if stored else ()
    return any(owner.person == person for owner in owners)


def asked_for(world: World, entry: InboxEntry) -> tuple[str, ...]:
    """Return the command lines of a held message, as its person should see them."""
    person = world.installation.directory.people.get(entry.person or "")
    if person is None or person.left:
        return ()
    parsed = asked(world, entry, mail.read(entry.raw), person, answered(world, entry))
    return tuple(asking.line for asking in (*parsed.commands, *parsed.wishes))
