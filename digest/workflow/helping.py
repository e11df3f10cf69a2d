"""Help by mail: what can be written, at most once a day to a person."""

from digest.mail.inbound import Inbound
from digest.mail.sender import Verdict
from digest.model.directory import Person
from digest.model.ledger import InboxEntry
from digest.schedule.slots import local_day
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.proven import proven
from digest.workflow.world import World

KIND = "help"


def offer_help(world: World, entry: InboxEntry, inbound: Inbound) -> bool:
    """Tell a known person who wrote without a reply address how to answer.

    Only who surely wrote it hears of it, and nobody automatic ever.
    """
    if not entry.envelope_sender or proven(world, entry, inbound).verdict is not Verdict.PASS:
        return False
    people = world.installation.directory.people.values()
    mine = [p for p in people if not p.left and p.mail.casefold() == inbound.author]
    if len(mine) != 1:
        return False
    return send_help(world, mine[0], inbound.subject, inbound.message_id)


def send_help(world: World, person: Person, subject: str = "", message_id: str = "") -> bool:
    """Queue the mail that says what is understood; False where one was sent that day.

    It answers a message, where it is known which.
    """
    today = local_day(person.schedule, world.clock.now())
    message = letter(world, KIND, today.isoformat(), person)
    words = world.render.help(person, world.installation.title, message.links, subject=subject)
    sending = Sending(
        auto_submitted="auto-replied",
        in_reply_to=message_id or None,
        references=(message_id,) if message_id else (),
    )
    return queue(world, message, words, sending)
