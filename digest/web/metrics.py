"""Figures for Prometheus: of the whole service, from the store, and of this process.

Any web process tells the same of the service.  No label names a person, an address or a token.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from digest import __version__
from digest.web.looks import Look, Looks
from digest.web.tokens import world_of
from digest.workflow.world import World

_FRESH = {"Cache-Control": "no-store"}
_QUEUES = ("outbox", "inbox", "kept", "held")


@dataclass(frozen=True)
class Metrics:
    """Who may read the figures, and what this process counts itself."""

    token: str = field(default="", repr=False)  # empty: nobody
    feeds: Counter = field(
        default_factory=lambda: Counter(
            "digest_feed_requests", "Calendars asked for.", ["status"], registry=None
        )
    )


def show(request: Request) -> Response:
    """Answer with all figures to whoever has the token, and to nobody where there is none.

    The address of the asker proves nothing: behind a proxy on this machine all come from here.
    """
    metrics: Metrics = request.app.state.metrics
    if not metrics.token:
        return PlainTextResponse("not found\n", status_code=404, headers=_FRESH)
    told = request.headers.get("authorization", "").encode()
    if not hmac.compare_digest(told, f"Bearer {metrics.token}".encode()):
        wanted = {**_FRESH, "WWW-Authenticate": "Bearer"}
        return PlainTextResponse("not allowed\n", status_code=401, headers=wanted)
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    looks: Looks = request.app.state.looks
    found = CollectorRegistry(auto_describe=False)
    found.register(_Found(world_of(request), looks))
    found.register(metrics.feeds)
    found.register(ProcessCollector(registry=None))
    return Response(encode(found), headers={**_FRESH, "Content-Type": kind})


@dataclass(frozen=True, eq=False)
class _Found(Collector):
    """What a look at the service tells."""

    world: World
    looks: Looks

    def collect(self) -> Iterable[Metric]:
        return families(self.looks.now(self.world))


def families(seen: Look) -> Iterable[Metric]:
    """Yield every figure of a look."""
    yield from _whole(seen)
    yield from _sources(seen)
    yield from _queues(seen)
    yield from _mail(seen)


def _whole(seen: Look) -> Iterable[Metric]:
    standing, figures = seen.standing, seen.standing.figures
    told = "Version of Digest and of the store's schema."
    version = _gauge("digest_info", told, "version", "schema")
    version.add_metric([__version__, figures.schema], 1)
    yield version
    yield _one("digest_ready", "1 while /readyz answers 200.", seen.ready)
    yield _one("digest_store_bytes", "Size of the store.", figures.size)
    yield _one("digest_broker_up", "1 while the broker answers.", seen.waiting is not None)
    if seen.waiting is not None:
        yield _one("digest_broker_messages", "Messages in the broker.", seen.waiting)
    for name, at, told in (
        ("digest_pulse_age_seconds", standing.pulse, "beat, broker, worker and store worked"),
        ("digest_once_age_seconds", standing.once, "`digest once` came to its end"),
    ):
        if at:
            age = (standing.machine - at).total_seconds()
            yield _one(name, f"How long ago {told}.", age)


def _sources(seen: Look) -> Iterable[Metric]:
    age = _gauge("digest_source_age_seconds", "How long ago a source was read.", "source")
    items = _gauge("digest_source_items", "Live items of a source.", "source")
    failing = _gauge("digest_source_failing", "1 while it cannot be read.", "source")
    unread = _gauge("digest_source_unread_files", "Files that cannot be read.", "source")
    took = SummaryMetricFamily(
        "digest_gather_duration_seconds", "What gathers of a source took.", labels=["source"]
    )
    for source in seen.standing.sources:
        label = [source.name]
        if source.age is not None:
            age.add_metric(label, source.age.total_seconds())
        items.add_metric(label, source.items)
        failing.add_metric(label, bool(source.problem))
        unread.add_metric(label, source.unread)
        taken = seen.gathers[source.name]
        took.add_metric(label, taken.number, taken.ms / 1000)
    yield from (age, items, failing, unread, took)


def _queues(seen: Look) -> Iterable[Metric]:
    standing = seen.standing
    waiting = _gauge("digest_queue_messages", "What waits in a queue.", "queue")
    oldest = _gauge("digest_queue_oldest_seconds", "How long the oldest waits.", "queue")
    for name in _QUEUES:
        backlog = getattr(standing.figures, name)
        waiting.add_metric([name], backlog.number)
        oldest.add_metric([name], _since(standing.at, backlog.oldest))
    yield from (waiting, oldest)


def _since(now: datetime, oldest: datetime | None) -> float:
    return max((now - oldest).total_seconds(), 0) if oldest else 0


def _mail(seen: Look) -> Iterable[Metric]:
    figures = seen.standing.figures
    told = "Messages that wait, or were settled in seven days."
    mails = _gauge("digest_deliveries", told, "kind", "state", "reason")
    for tally in figures.tallies:
        mails.add_metric([tally.kind, tally.state.value, tally.reason], tally.number)
    yield mails
    late = [one for one in figures.put_off if one.until > seen.standing.machine]
    for name, told, number in (
        (
            "digest_silent_editions",
            "Digests of seven days with nothing to say.",
            figures.silent,
        ),
        ("digest_suspended_people", "People whose address bounced.", len(figures.suspended)),
        ("digest_unreached_people", "People whose last mail failed.", len(figures.unreached)),
        ("digest_put_off_work", "Pieces of work that a fault of Digest stops.", len(late)),
    ):
        yield _one(name, told, number)


def _gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, labels=labels)


def _one(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value=value)
