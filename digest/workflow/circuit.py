"""The circuit to the relay: while it is down, one look a minute, and nothing is offered."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from digest.errors import Transient
from digest.logs import Log
from digest.model.standing import Down
from digest.workflow.lease import LEASE, kept
from digest.workflow.world import World

log = Log(__name__)

REST = timedelta(minutes=1)  # between two looks
_LEASE = "relay/turn"  # no source is called so: there is no slash in their names
_NOTE = "relay/down"


@contextmanager
def turn(world: World) -> Iterator[bool]:
    """Take the relay for oneself, if nobody has it: limits hold for all processes together."""
    owner, now = token_hex(8), world.clock.machine()
    mine = world.store.claim_source(_LEASE, owner=owner, until=now + LEASE, now=now)
    if not mine:
        yield False
        return
    try:
        with kept(partial(_renew, world, owner), world.clock):
            yield True
    finally:
        world.store.release_source(_LEASE, owner=owner)


def _renew(world: World, owner: str, until: datetime) -> None:
    world.store.renew_source(_LEASE, owner=owner, until=until)


def down(world: World) -> Down | None:
    """Return since when the relay is down, None while it is not."""
    noted = world.store.note(_NOTE)
    if not noted:
        return None
    told = json.loads(noted)
    since, until = (datetime.fromisoformat(told[key]) for key in ("since", "until"))
    return Down(since, until, told["error"])


def closed(world: World) -> bool:
    """Return whether mail may be offered; a relay that was down is looked at first."""
    known = down(world)
    if known is None:
        return True
    if known.until > world.clock.machine():
        return False
    try:
        world.transport.greeting()
    except Transient as error:
        opened(world, str(error))
        return False
    world.store.set_note(_NOTE, "")
    log.info("relay is back", minutes=round((world.clock.machine() - known.since) / REST))
    return True


def opened(world: World, error: str) -> None:
    """Note that the relay is down; the first time it is told loudly, and then no more."""
    known, now = down(world), world.clock.machine()
    if known is None:
        log.error("relay is down", error=error)
    since = known.since if known else now
    told = {"since": since.isoformat(), "until": (now + REST).isoformat(), "error": error}
    world.store.set_note(_NOTE, json.dumps(told))
