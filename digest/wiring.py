"""Settings become objects; the only place that builds an edge."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial

from digest.clock import SystemClock
from digest.errors import Permanent, UsageError
from digest.model.place import FolderPlace, GitPlace
from digest.ports import Source, Store, Wake
from digest.render import Renderer
from digest.rhythm import MOVABLE, broker_of, settings_of
from digest.settings.resources import resource
from digest.settings.schema import Relay, Security, Settings, SourceSettings
from digest.settings.secret import kept_secret
from digest.settings.vocabularies import vocabularies
from digest.sources import open_source, program
from digest.store import SqlStore, consult_store, open_store
from digest.tokens import Secret
from digest.transport import smtp
from digest.transport.broker import waiting
from digest.transport.queue import CeleryWake
from digest.workflow.deliver import deliver
from digest.workflow.erase import erase
from digest.workflow.gather import gather
from digest.workflow.outlook import outlook
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
        installation=settings.installation(words.common),
        store=store,
        sources={name: _source(settings, source) for name, source in settings.sources.items()},
        transport=smtp.SmtpTransport(_relay(settings.relay)),
        wake=wake,
        clock=MovedClock(store) if moved else SystemClock(),
        secret=secret,
        render=Renderer(resource("templates")),
        vocabularies=words.by_source,
    )


def _source(settings: Settings, source: SourceSettings) -> Source:
    return open_source(
        source.place, state=settings.state, committer=settings.author, clock=SystemClock()
    )


def make_state(settings: Settings) -> None:
    """Make the folder that holds the secret, so that nobody else can look into it.

    Raises:
        UsageError: it cannot be made.
    """
    try:
        new = not settings.state.exists()
        settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        if new:  # inside a repository it must not be committed by accident
            (settings.state / ".gitignore").write_text("*\n")
    except OSError as error:
        raise UsageError(
            f"{settings.path}: state: {settings.state} cannot be made: {error.strerror}"
        ) from error


_TLS: Mapping[Security, smtp.Tls] = {
    Security.LOOPBACK: "none",
    Security.PLAIN: "none",
    Security.STARTTLS: "starttls",
    Security.TLS: "implicit",
}


def _relay(relay: Relay) -> smtp.Relay:
    return smtp.Relay(
        host=relay.host,
        port=relay.port,
        tls=_TLS[relay.security],
        username=relay.user or None,
        password=relay.password or None,
    )


def probes(settings: Settings) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield what can be tried, each with a function that says what it found.

    The functions raise a `DigestError` that says what does not work.
    """
    yield "store", lambda: _opened(settings)
    if any(isinstance(source.place, GitPlace) for source in settings.sources.values()):
        yield "git", program.version
    for name, source in settings.sources.items():
        yield f"source {name}", partial(_looked_at, settings, source)
    yield "mail relay", smtp.SmtpTransport(_relay(settings.relay)).greeting
    yield "broker", lambda: _broker_answers(settings)
    yield "digests", lambda: "; ".join(outlook(wire(settings)))


def _opened(settings: Settings) -> str:
    make_state(settings)
    store = open_store(settings.database)
    store.sources()
    return store.database.name


def _looked_at(settings: Settings, source: SourceSettings) -> str:
    place, written = source.place, source.policy.write_back
    snapshot = _source(settings, source).snapshot()
    if written and isinstance(place, FolderPlace):
        _must_be_writable(place, snapshot.versions)
    known = open_store(settings.database).sources().get(place.name)
    if known and known.problem:
        raise Permanent(known.problem)
    count = len(snapshot.versions)
    answers = "replies change it" if written else "replies do not change it"
    return f"{count} document{'' if count == 1 else 's'}, {answers}"


def _must_be_writable(place: FolderPlace, paths: Iterable[str]) -> None:
    for path in (place.path, *(place.path / path for path in paths)):
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
            raise Permanent(
                f"{path}: cannot be written by this user, so replies could not change it"
                " (let this user write the files and their folders, or turn write_back off)"
            )


def _broker_answers(settings: Settings) -> str:
    if not settings.broker:
        return "none is set; digest up brings its own"
    waiting(settings.broker)
    return "answers"


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
