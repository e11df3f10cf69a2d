"""Once: everything that is to be done now, in order, by one process that then ends."""

from dataclasses import dataclass
from datetime import timedelta

from digest.model.ledger import DeliveryState
from digest.model.standing import Tally
from digest.workflow.deliver import deliver
from digest.workflow.erase import erase
from digest.workflow.gather import gather
from digest.workflow.publish import PublishReport, publish
from digest.workflow.receive import receive
from digest.workflow.report import GatherReport
from digest.workflow.standing import ran_once
from digest.workflow.world import World

_NOT_TAKEN = (DeliveryState.QUEUED, DeliveryState.FAILED)


@dataclass(frozen=True)
class OnceReport:
    """What one run did."""

    gathered: tuple[GatherReport, ...]
    published: PublishReport
    mail: tuple[Tally, ...]  # settled by this run, or still waiting

    @property
    def worked(self) -> bool:
        """Return whether every source could be read and all mail was taken."""
        read = not any(report.problem for report in self.gathered)
        return read and not any(tally.state in _NOT_TAKEN for tally in self.mail)


def once(world: World) -> OnceReport:
    """Gather every source, publish what is owed, send what is due, and erase what is old.

    Safe beside a service on the same store.  Mail arrives by other ways; what a receiver has
    put into the inbox is settled first, so that the gather sees what it changed.
    """
    began = world.clock.now()
    receive(world)
    gathered = tuple(_gather(world, name) for name in sorted(world.sources))
    published = publish(world, unsettled=True)
    deliver(world)
    erase(world)
    ran_once(world)
    # A moment earlier: what is settled within the clock's own tick counts.
    mail = world.store.figures(began - timedelta(microseconds=1)).tallies
    return OnceReport(gathered, published, mail)


def _gather(world: World, name: str) -> GatherReport:
    report = gather(world, name)
    return report or GatherReport(name, problem="another gather of it is under way")
