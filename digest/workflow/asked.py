"""What a reply asks for: the typed lines of a message as commands."""

from functools import partial

from digest.mail import commands, trim
from digest.mail import inbound as mail
from digest.mail.commands import Answered
from digest.mail.inbound import Inbound
from digest.markdown.fields import due
from digest.model.command import Parsed
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry
from digest.schedule.slots import local_day
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
    lines = trim.typed(inbound.text, inbound.html)
    read_due = partial(due.read, vocabulary=vocabulary)
    return commands.parse(
        lines,
        base=today,
        vocabulary=vocabulary,
        read_due=read_due,
        answered=_answered(world, delivery) if delivery else None,
    )


def _answered(world: World, delivery: Delivery) -> Answered | None:
    """Return what of a delay notice can be answered, and what alone it asks about."""
    if delivery.kind != "delay":
        return None
    asked = {told.about for told in world.store.tellings(delivery=delivery.id) if told.asked}
    numbers = [handle for handle, about in delivery.handles.items() if about in asked]
    only = numbers[0] if len(numbers) == 1 else None
    return Answered(tuple(delivery.handles), only)


def asked_for(world: World, entry: InboxEntry) -> tuple[str, ...]:
    """Return the command lines of a held message, as its person should see them."""
    person = world.installation.directory.people.get(entry.person or "")
    if person is None or person.left:
        return ()
    parsed = asked(world, entry, mail.read(entry.raw), person, answered(world, entry))
    return tuple(asking.line for asking in (*parsed.commands, *parsed.wishes))
