"""Help by mail: what can be written, at most once a day to a person."""

from digest.model.directory import Person
from digest.schedule.slots import local_day
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.world import World

KIND = "help"


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
