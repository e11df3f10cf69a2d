"""Erase personal data that is not needed any more: the bytes of mail, never the ledger."""

from datetime import timedelta

from digest.logs import Log
from digest.workflow.world import World

log = Log(__name__)

KEPT = timedelta(days=30)


def erase(world: World) -> int:
    """Erase the bytes of mail sent or settled over 30 days ago; return how many."""
    before = world.clock.now() - KEPT
    erased = world.store.erase_sent(before) + world.store.erase_received(before)
    if erased:
        log.info("erase", messages=erased)
    return erased
