"""Publish: the digests that are owed, and the notices of what moved."""

import logging
from dataclasses import dataclass

from digest.workflow.editions import owed, publish_edition
from digest.workflow.notices import publish_notices
from digest.workflow.readers import read_store
from digest.workflow.world import World

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublishReport:
    """How much was put into the outbox."""

    editions: int = 0
    notices: int = 0


def publish(world: World) -> PublishReport:
    """Queue every digest that is owed now and every notice that has settled.

    Safe to run twice or beside itself: what is owed is unique in the outbox.
    """
    due = list(owed(world))
    batches = world.store.batches(world.clock.now())
    if not due and not batches:
        return PublishReport()
    told = (one.last.through if one.last else 0 for one in due)
    reading = read_store(world, after=min(told, default=world.store.last_change()))
    editions = sum(publish_edition(world, reading, one) for one in due)
    notices = sum(publish_notices(world, reading, batch) for batch in batches)
    if editions or notices:
        world.wake("deliver")
    log.info("publish editions=%d notices=%d", editions, notices)
    return PublishReport(editions, notices)
