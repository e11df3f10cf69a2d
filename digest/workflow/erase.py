"""Erase what is not needed any more: the bytes of mail, sessions that are over; no ledger."""

from datetime import timedelta

from digest.logs import Log
from digest.workflow.world import World

log = Log(__name__)

KEPT = timedelta(days=30)
ENDED = timedelta(days=1)  # how long it is known that a session or its link is over
TOLD = timedelta(days=366)  # how long a message can be shown again


def erase(world: World) -> int:
    """Erase the bytes of old mail, what mail of last year told, and what came before that."""
    now, keep = world.clock.now(), world.installation.keep_received
    erased = world.store.erase_sent(now - KEPT) + world.store.erase_received(now - keep)
    erased += world.store.forget_told(now - TOLD)
    erased += world.store.forget_received(now - max(TOLD, keep))
    sessions = world.store.erase_tokens(now - ENDED)
    if erased or sessions:
        log.info("erase", messages=erased, sessions=sessions)
    return erased
