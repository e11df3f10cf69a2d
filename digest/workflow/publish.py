"""Publish: the digests that are owed, the notices of what moved, the reminders of today."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from digest.logs import Log
from digest.workflow.editions import owed, publish_edition
from digest.workflow.notices import publish_notices, untold
from digest.workflow.readers import read_store
from digest.workflow.reminders import publish_reminders
from digest.workflow.took import took
from digest.workflow.world import World

_NOW = timedelta()
log = Log(__name__)


@dataclass(frozen=True)
class PublishReport:
    """How much was put into the outbox."""

    editions: int = 0
    notices: int = 0
    reminders: int = 0


def publish(world: World, *, unsettled: bool = False) -> PublishReport:
    """Queue every digest and reminder that is owed now, and every notice that has settled.

    Safe to run twice or beside itself: what is owed is unique in the outbox.  `unsettled`
    takes notices too that still settle, for who does not come again soon.
    """
    began = world.clock.machine()
    settled = world.clock.now() + (world.installation.coalesce if unsettled else _NOW)
    editions, notices = _editions(world), _notices(world, settled)
    reminders = publish_reminders(world)
    if not editions and not notices and not reminders:
        return PublishReport()
    world.wake("deliver")
    report = PublishReport(editions, notices, reminders)
    log.info("publish", **asdict(report), duration_ms=took(world, began))
    return report


def _editions(world: World) -> int:
    due = owed(world)
    if not due:
        return 0
    told = min(one.last.through if one.last else 0 for one in due)
    reading = read_store(world, after=told, kind="digest", moves=True)
    return sum(publish_edition(world, reading, one) for one in due)


def _notices(world: World, settled: datetime) -> int:
    batches = untold(world, world.store.batches(settled), settled)
    if not batches:
        return 0
    reading = read_store(world, after=world.store.last_change(), kind="delay")
    return publish_notices(world, reading, batches, settled)
