"""A look at the service as figures for Prometheus.

Any web process tells the same.  No label names a person, an address or a token.
"""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    Metric,
    SummaryMetricFamily,
)

from digest import __version__
from digest.web.looks import Look

_QUEUES = ("outbox", "inbox", "kept", "held")


def families(seen: Look) -> Iterable[Metric]:
    """Yield every figure of a look."""
    yield from _whole(seen)
    yield from _sources(seen)
    yield from _mailboxes(seen)
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


def _mailboxes(seen: Look) -> Iterable[Metric]:
    age = _gauge(
        "digest_mailbox_age_seconds", "How long ago mail was looked for there.", "mailbox"
    )
    failing = _gauge("digest_mailbox_failing", "1 while it cannot be looked at.", "mailbox")
    told = "Tries to look there that failed."
    failures = CounterMetricFamily("digest_mailbox_failures", told, labels=["mailbox"])
    for box in seen.standing.boxes:
        if box.age is not None:
            age.add_metric([box.name], box.age.total_seconds())
        failing.add_metric([box.name], bool(box.problem))
        failures.add_metric([box.name], box.failures)
    yield from (age, failing, failures)


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
    back = _gauge("digest_returned_messages", "Messages that came back in seven days.", "kind")
    for returned in figures.returned:
        back.add_metric([returned.kind.value], returned.number)
    yield back
    yield _one(
        "digest_relay_up",
        "1 unless the mail relay takes nothing.",
        float(seen.standing.relay is None),
    )
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
