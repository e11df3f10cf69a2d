"""`digest watch`: folders tell by themselves when something in them changed."""

import signal
from functools import partial
from pathlib import Path
from threading import Event, Thread

import click

from digest import alive
from digest.cli.options import CONFIG
from digest.errors import Problem, UsageError
from digest.logs import Log, life
from digest.logs.setup import set_up
from digest.model.place import FolderPlace
from digest.rhythm import broker_of, settings_of
from digest.settings.schema import Settings
from digest.sources.folder import FolderSource
from digest.sources.watch import Watch
from digest.transport.queue import CeleryWake

log = Log(__name__)


@click.command()
@CONFIG
def watch(config: Path | None) -> None:
    """Have folders gathered as soon as something in them changes.

    One process of `digest up` by itself.  Sources are looked at now and then without it.

    \b
    REDIS_URL=redis://localhost:6379/0 digest watch
    """
    set_up("watch")
    settings = settings_of(config)
    sources = watched(settings)
    if not sources:
        raise UsageError(f"{settings.path}: sources: no folder is watched")
    wake, stop = CeleryWake(broker_of(settings)), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    watches = [Watch(one, partial(wake, "gather", one.name), _told, stop) for one in sources]
    running = [Thread(target=one.run) for one in watches]
    for thread in running:
        thread.start()
    life.info("watch ready", sources=", ".join(source.name for source in sources))
    sign = alive.place(settings.state, "watch")
    while all(thread.is_alive() for thread in running):
        alive.sign(sign)
        if stop.wait(alive.EVERY):
            break
    for thread in running:
        thread.join()


def watched(settings: Settings) -> list[FolderSource]:
    """Return the folders that the settings want watched."""
    wanted = [source.place for source in settings.sources.values() if source.watch]
    return [
        FolderSource(place.name, place.path, place.include, place.exclude)
        for place in wanted
        if isinstance(place, FolderPlace)
    ]


def _told(problem: Problem) -> None:
    log.warning("not watched", source=problem.path, reason=problem.message, hint=problem.hint)
