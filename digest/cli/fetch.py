"""`digest fetch`: mail is taken out of mailboxes as it comes."""

import signal
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread

import click

from digest import alive
from digest.cli.options import CONFIG
from digest.errors import Transient, UsageError
from digest.logs import life
from digest.logs.setup import set_up
from digest.rhythm import broker_of, settings_of
from digest.transport.queue import CeleryWake
from digest.wiring import wire
from digest.wiring.fetching import fetchers
from digest.workflow.fetched import looked
from digest.workflow.world import World

_STOP_SECONDS = 2.0  # what hangs in a server is cut off then: nothing is lost by that


@click.command()
@CONFIG
def fetch(config: Path | None) -> None:
    """Fetch mail from IMAP servers and Maildirs, as it comes.

    One process of `digest up` by itself.

    \b
    REDIS_URL=redis://localhost:6379/0 digest fetch
    """
    set_up("fetch")
    settings = settings_of(config)
    wake, stop = CeleryWake(broker_of(settings)), Event()
    world = wire(settings, wake=wake)
    boxes = fetchers(settings, world, wake)
    if not boxes:
        raise UsageError(
            f"{settings.path}: mailboxes: there are none to fetch from"
            " (write [mailboxes.replies], and domain or reply_address below [inbound])"
        )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    running = [
        Thread(target=box.run, args=(stop, partial(_told, world, name)), daemon=True)
        for name, box in boxes.items()
    ]
    for thread in running:
        thread.start()
    life.info("fetch ready", places=len(running))
    sign = alive.place(settings.state, "fetch")
    while all(thread.is_alive() for thread in running):
        alive.sign(sign)
        if stop.wait(alive.EVERY):
            break
    stop.set()
    for thread in running:
        thread.join(_STOP_SECONDS)


def _told(world: World, name: str, problem: str) -> None:
    """Record how a mailbox stands; while the store is away, the age of the last look tells."""
    with suppress(Transient):
        looked(world, name, problem)
