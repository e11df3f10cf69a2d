"""Do what a person asks of their mail: it is stopped, rested or resumed, once and at once."""

from digest.model.command import Pause, Resume, Stop, Wish
from digest.model.directory import Person
from digest.model.ledger import Delivery
from digest.workflow.outgoing import STOPPABLE
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
            store.pause(person.key, None)
            for kind in STOPPABLE:
                store.resubscribe(person.key, kind)
