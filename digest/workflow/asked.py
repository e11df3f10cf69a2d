"""What a reply asks for: the typed lines of a message as commands."""

from functools import partial

from digest.mail import commands, trim
from digest.mail import inbound as mail
from digest.mail.inbound import Inbound
from digest.markdown.fields import due
from digest.model.command import Parsed
from digest.model.directory import Person
from digest.model.ledger import InboxEntry
from digest.schedule.slots import local_day
from digest.workflow.duty import chosen
from digest.workflow.world import World


def asked(world: World, entry: InboxEntry, inbound: Inbound, person: Person) -> Parsed:
    """Return the commands of a message; "Friday" is the first after it was sent to us."""
    today = local_day(chosen(world, person).schedule, entry.received_at)
    vocabulary = world.installation.vocabulary
    lines = trim.typed(inbound.text, inbound.html)
    read_due = partial(due.read, vocabulary=vocabulary)
    return commands.parse(lines, base=today, vocabulary=vocabulary, read_due=read_due)


def asked_for(world: World, entry: InboxEntry) -> tuple[str, ...]:
    """Return the command lines of a held message, as its person should see them."""
    person = world.installation.directory.people.get(entry.person or "")
    if person is None or person.left:
        return ()
    parsed = asked(world, entry, mail.read(entry.raw), person)
    return tuple(asking.line for asking in (*parsed.commands, *parsed.wishes))
