"""How the service stands, for whoever runs it: `digest status`, /readyz and /metrics."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest.model.ledger import SourceState
from digest.model.standing import Down, Figures
from digest.schedule.edition import STALE_AFTER
from digest.workflow import fetched
from digest.workflow.circuit import down
from digest.workflow.fetched import BoxStanding
from digest.workflow.waiting import why_unwritten
from digest.workflow.world import World

WINDOW = timedelta(days=7)  # how far back settled mail is counted
SILENT_AFTER = timedelta(minutes=2)  # beat sends a pulse every 20 seconds
_BEAT, _ONCE = "pulse/beat", "pulse/once"  # notes


@dataclass(frozen=True)
class SourceStanding:
    """A source, and how old what is known of it is."""

    name: str
    gathered_at: datetime | None = None  # last success; None: not yet read to the end
    age: timedelta | None = None  # since then
    items: int = 0  # live ones
    problem: str = ""  # why the last try failed; empty when it did not
    failed_since: datetime | None = None
    unread: int = 0  # files of it that cannot be read
    unwritten: str = ""  # why the last reply could not be written, or no request be opened

    @property
    def stale(self) -> bool:
        """Return whether digests say that it was not read lately."""
        return bool(self.problem) or self.age is None or self.age > STALE_AFTER


@dataclass(frozen=True)
class Standing:
    """Everything that a look at the service tells, as of one moment."""

    at: datetime
    machine: datetime  # the same moment by the machine's clock, as leases and retries have it
    figures: Figures
    sources: tuple[SourceStanding, ...]  # those of the settings, by name
    pulse: datetime | None  # beat, broker, worker and store last worked together (machine)
    once: datetime | None  # `digest once` last came to its end (machine)
    relay: Down | None = None  # the mail relay, where it takes nothing
    boxes: tuple[BoxStanding, ...] = ()  # mailboxes that mail is fetched from, by name

    @property
    def ready(self) -> bool:
        """Return whether every source was tried at least once."""
        return all(source.gathered_at or source.problem for source in self.sources)

    @property
    def unbegun(self) -> bool:
        """Return whether sources are read for some minutes, and nobody ever came to mail."""
        read = [source.gathered_at for source in self.sources if source.gathered_at]
        if self.pulse or self.once or not read:
            return False
        return self.at - min(read) > SILENT_AFTER

    @property
    def silent(self) -> bool:
        """Return whether beat was at work here, and is not any more."""
        if self.pulse is None:
            return False
        by_hand = self.once is not None and self.once > self.pulse
        return self.machine - self.pulse > SILENT_AFTER and not by_hand


def look(world: World) -> Standing:
    """Return how the service stands: some twenty short queries, however many people it has."""
    now, machine = world.clock.now(), world.clock.machine()
    states = world.store.sources()
    return Standing(
        at=now,
        machine=machine,
        figures=world.store.figures(now - WINDOW),
        sources=tuple(
            replace(_source(n, states.get(n), now), unwritten=why_unwritten(world, n))
            for n in sorted(world.sources)
        ),
        pulse=_noted(world, _BEAT),
        once=_noted(world, _ONCE),
        relay=down(world),
        boxes=fetched.standing(world),
    )


def _source(name: str, state: SourceState | None, now: datetime) -> SourceStanding:
    if state is None:
        return SourceStanding(name)
    # Until its first gather has ended, its time is that of a part, or of a failure.
    read = state.gathered_at if state.baselined else None
    return SourceStanding(
        name,
        gathered_at=read,
        age=now - read if read else None,
        items=state.items,
        problem=state.problem,
        failed_since=state.failed_since,
        unread=len(state.problems),
    )


def beat(world: World) -> None:
    """Record that beat, the broker, a worker and the store work together."""
    world.store.set_note(_BEAT, world.clock.machine().isoformat())


def ran_once(world: World) -> None:
    """Record that `digest once` came to its end."""
    world.store.set_note(_ONCE, world.clock.machine().isoformat())


def _noted(world: World, key: str) -> datetime | None:
    found = world.store.note(key)
    return datetime.fromisoformat(found) if found else None
