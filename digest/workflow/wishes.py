"""Do what a person asks of their mail: it is stopped, rested or resumed, once and at once."""

from digest.model.command import Help, Pause, Resume, Stop, TakeBack, Wish
from digest.model.directory import Person
from digest.model.ledger import Delivery
from digest.schedule.slots import local_day
from digest.workflow.duty import as_chosen
from digest.workflow.helping import send_help
from digest.workflow.linking import STOPPABLE
from digest.workflow.world import World


def fulfil(world: World, wish: Wish, person: Person, delivery: Delivery) -> None:
    """Do it; a second time changes nothing more.

    Stopping is about the kind of mail that is answered, and about all that comes by itself
    where a receipt is.
    """
    store = world.store
    match wish:
        case Stop():
            for kind in (delivery.kind,) if delivery.kind in STOPPABLE else STOPPABLE:
                store.unsubscribe(person.key, kind)
        case Pause(until=until):
            store.pause(person.key, until)
        case Resume():
            _come_back(world, person)
            for kind in STOPPABLE:
                store.resubscribe(person.key, kind)
        case Help():
            send_help(world, person)
        case TakeBack():  # carried out among the commands
            pass


def _come_back(world: World, person: Person) -> None:
    """End a rest today, so that what was missed in it is made up for; an old one stays."""
    now = world.clock.now()
    choices = world.store.choices(person.key, now=now)
    today = local_day(as_chosen(person, choices).schedule, now)
    if choices.paused_until and choices.paused_until > today:
        world.store.pause(person.key, today)
