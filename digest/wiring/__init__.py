"""Settings become objects; the only place that builds an edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from digest.clock import SystemClock
from digest.ports import Source, Store, Wake
from digest.render import Renderer
from digest.rhythm import MOVABLE, broker_of, settings_of
from digest.settings.resources import resource
from digest.settings.schema import Settings, SourceSettings
from digest.settings.secret import kept_secret
from digest.settings.state import make_state
from digest.settings.vocabularies import vocabularies
from digest.sources import open_source
from digest.store import SqlStore, consult_store, open_store
from digest.tokens import Secret
from digest.transport.dns import DnsResolver
from digest.transport.queue import CeleryWake
from digest.wiring.sending import transport_of
from digest.workflow.deliver import deliver
from digest.workflow.erase import erase
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from digest.workflow.standing import beat
from digest.workflow.world import World

CLOCK_NOTE = "demo/clock"  # seconds that a demo's time is ahead


@dataclass(frozen=True)
class MovedClock(SystemClock):
    """A demo's time: the machine's, and as much ahead as its page has moved it."""

    store: Store

    def now(self) -> datetime:
        """Return the demo's time, UTC."""
        return self.machine() + timedelta(seconds=float(self.store.note(CLOCK_NOTE) or 0))


def no_wake(task: str, *ids: str) -> None:
    """Wake nobody: for commands that do the work themselves."""


def wire(
    settings: Settings, *, wake: Wake = no_wake, environ: Mapping[str, str] = os.environ
) -> World:
    """Return everything a use case works with."""
    make_state(settings)
    store = open_store(settings.database)
    secret = settings.secret or kept_secret(settings.state)
    return _world(settings, store, secret, wake=wake, moved=environ.get(MOVABLE) == "1")


def consult(settings: Settings) -> World:
    """Return the same to look at: what is written into its store is undone at once.

    Raises:
        UsageError: there is no store yet, or another version's.
    """
    store = consult_store(settings.database)
    return _world(settings, store, settings.secret or kept_secret(settings.state))


def _world(
    settings: Settings,
    store: SqlStore,
    secret: Secret,
    *,
    wake: Wake = no_wake,
    moved: bool = False,
) -> World:
    words = vocabularies(settings)
    return World(
        installation=replace(settings.installation(words.common), vocabularies=words.by_source),
        store=store,
        sources={name: source_of(settings, told) for name, told in settings.sources.items()},
        transport=transport_of(settings),
        wake=wake,
        clock=MovedClock(store) if moved else SystemClock(),
        secret=secret,
        resolver=DnsResolver(settings.inbound.dns),
        render=Renderer(resource("templates"), settings.templates),
    )


def source_of(settings: Settings, source: SourceSettings) -> Source:
    """Return a source as its settings say."""
    return open_source(
        source.place, state=settings.state, committer=settings.author, clock=SystemClock()
    )


@dataclass(frozen=True)
class Wired:
    """The use cases of one running service, each a call."""

    world: World

    def gather(self, source: str) -> None:
        """Gather one source; one that is not in the settings any more is passed over."""
        if source in self.world.sources:
            gather(self.world, source)

    def publish(self) -> None:
        """Queue what is owed."""
        publish(self.world)

    def deliver(self) -> None:
        """Send what is due."""
        deliver(self.world)

    def receive(self) -> None:
        """Settle what has arrived."""
        receive(self.world)

    def pulse(self) -> None:
        """Record that beat, broker, worker and store work together."""
        beat(self.world)

    def erase(self) -> None:
        """Erase what is not needed any more."""
        erase(self.world)


@cache
def wired() -> Wired:
    """Return the service of this process; a worker builds it once, after the fork."""
    settings = settings_of()
    return Wired(wire(settings, wake=CeleryWake(broker_of(settings))))
