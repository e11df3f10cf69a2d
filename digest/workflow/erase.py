"""Erase personal data that is not needed any more: the bytes of mail, never the ledger."""

from datetime import timedelta

from digest.logs import Log
from digest.workflow.world import World

log = Log(__name__)

KEPT = timedelta(days=30)
TOLD = timedelta(days=366)  # how long a message can be shown again


def erase(world: World) -> int:
    """Erase the bytes of mail of over 30 days ago, and what mail of last year told."""
    before = world.clock.now() - KEPT
    erased = world.store.erase_sent(before) + world.store.erase_received(before)
    erased += world.store.forget_told(world.clock.now() - TOLD)
    if erased:
        log.info("erase", messages=erased)
    return erased
