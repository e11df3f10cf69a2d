"""How a service stands, as lines for a person and as JSON for a program."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digest import __version__
from digest.cli.jsonable import jsonable
from digest.model.ledger import DeliveryState
from digest.model.standing import Backlog, Tally
from digest.render.words import count
from digest.workflow.fetched import BoxStanding
from digest.workflow.standing import SourceStanding, Standing
from digest.workflow.worries import Around, length, size

_QUEUES = {
    "outbox": "outbox",
    "inbox": "inbox",
    "kept": "answers kept",
    "held": "answers held",
}


@dataclass(frozen=True)
class Seen:
    """All that `digest status` tells."""

    standing: Standing
    around: Around
    needs: tuple[str, ...]  # sentences for the operator
    outlook: tuple[str, ...]  # whether mail is rehearsed, when the next digest is due
    store: str  # its address without a password


def plain(seen: Seen) -> dict[str, Any]:
    """Return it as JSON knows it; docs/operate.md tells this shape."""
    standing, figures = seen.standing, seen.standing.figures
    told = {
        "version": __version__,
        "schema": figures.schema,
        "store": seen.store,
        "size": figures.size,
        "free": seen.around.free,
        "at": standing.at,
        "ready": standing.ready,
        "pulse": standing.pulse,
        "once": standing.once,
        "relay": standing.relay,
        "sources": standing.sources,
        "mailboxes": standing.boxes,
        "queues": {name: getattr(figures, name) for name in _QUEUES}
        | {"broker": seen.around.broker},
        "mail": figures.tallies,
        "silent": figures.silent,
        "returned": figures.returned,
        "suspended": figures.suspended,
        "unreached": figures.unreached,
        "put_off": [p for p in figures.put_off if p.until > standing.machine],
        "outlook": seen.outlook,
        "needs": seen.needs,
    }
    found: dict[str, Any] = jsonable(told)
    return found


def lines(seen: Seen) -> Iterator[str]:
    """Yield what an operator reads."""
    standing, figures, around = seen.standing, seen.standing.figures, seen.around
    yield f"digest {__version__}, {seen.store}, schema {figures.schema}"
    yield f"store {size(figures.size)}, {size(around.free)} of the disk free"
    yield "sources"
    for source in standing.sources:
        yield f"  {source.name:<14} {_source(source)}"
    if standing.boxes:
        yield "mailboxes"
    for box in standing.boxes:
        yield f"  {box.name:<14} {_box(box)}"
    yield "queues"
    for field, name in _QUEUES.items():
        yield f"  {name:<14} {_backlog(getattr(figures, field), standing.at)}"
    if around.broker is not None:
        yield f"  {'broker':<14} {count(around.broker, 'message')}"
    yield from _runs(standing)
    yield "mail of seven days"
    yield from _mail(standing)
    yield from seen.outlook
    if seen.needs:
        yield "needs you"
        yield from (f"  {need}" for need in seen.needs)
    else:
        yield "nothing needs you"


def _source(source: SourceStanding) -> str:
    if source.gathered_at is None or source.age is None:
        return "not read yet"
    unread = f", {count(source.unread, 'file')} cannot be read" if source.unread else ""
    read = f"read {length(source.age)} ago, {count(source.items, 'item')}{unread}"
    return f"{read}; since then it cannot be read" if source.problem else read


def _box(box: BoxStanding) -> str:
    if box.age is None:
        return "not looked at yet"
    since = "; since then it cannot be" if box.problem else ""
    return f"looked at {length(box.age)} ago{since}"


def _backlog(backlog: Backlog, now: datetime) -> str:
    oldest = f", the oldest for {length(now - backlog.oldest)}" if backlog.oldest else ""
    return f"{backlog.number}{oldest}"


def _runs(standing: Standing) -> Iterator[str]:
    for name, at in (("beat", standing.pulse), ("digest once", standing.once)):
        if at:
            yield f"{name}: {length(standing.machine - at)} ago"


def _mail(standing: Standing) -> Iterator[str]:
    yield from (f"  {line}" for line in mail_lines(standing.figures.tallies))
    if standing.figures.returned:
        told = (f"{one.kind} {one.number}" for one in standing.figures.returned)
        yield f"  came back: {', '.join(told)}"
    if standing.figures.silent:
        had = count(standing.figures.silent, "digest")
        yield f"  {had} had nothing to say"
    if not standing.figures.tallies and not standing.figures.silent:
        yield "  none"


def mail_lines(tallies: Iterable[Tally]) -> Iterator[str]:
    """Yield a line for each kind of message: what became of how many, and why."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for tally in tallies:
        reason = f" ({tally.reason})" if tally.reason else ""
        by_kind[tally.kind].append(f"{_state(tally.state)} {tally.number}{reason}")
    for kind, told in by_kind.items():
        yield f"{kind:<8} {', '.join(told)}"


def _state(state: DeliveryState) -> str:
    return "waiting" if state is DeliveryState.QUEUED else state.value
