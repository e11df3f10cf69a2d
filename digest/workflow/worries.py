"""What needs the operator: each with what is so and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from digest.model.bounce import BounceKind
from digest.model.installation import Installation
from digest.model.standing import Backlog
from digest.render.words import count
from digest.workflow.standing import SourceStanding, Standing

_PATIENCE = timedelta(minutes=10)  # with a mailbox whose server is away
_UNLOOKED = timedelta(hours=1)  # longer than any wait between two looks should be
_FULL = 500_000_000  # bytes; with less the store may soon not grow


@dataclass(frozen=True)
class Around:
    """What a look at the machine tells, beside the store."""

    free: int  # bytes on the disk that holds the state
    broker: int | None = None  # messages in it; None where there is none, or it is silent
    broker_problem: str = ""


@dataclass(frozen=True)
class _Late:
    """A ledger whose oldest entry should not be older than so much."""

    name: str
    backlog: Backlog
    after: timedelta
    remedy: str


def rehearsing(standing: Standing, installation: Installation) -> tuple[str, ...]:
    """Return the keys of the people for whom mail is still rehearsed."""
    if standing.figures.started_all:
        return ()
    people = installation.directory.people.values()
    started = frozenset(standing.figures.started)
    return tuple(p.key for p in people if p.mail and not p.left and p.key not in started)


def worries(standing: Standing, installation: Installation, around: Around) -> tuple[str, ...]:
    """Return what does not work by itself any more, as sentences; nothing when all is well."""
    return (
        *(told for source in standing.sources if (told := _source(source))),
        *(
            f"replies could not be written into {source.name} as asked: {source.unwritten}"
            for source in standing.sources
            if source.unwritten
        ),
        *_machine(standing, around),
        *_boxes(standing),
        *_ledgers(standing),
        *_people(standing, installation),
    )


def _source(source: SourceStanding) -> str:
    if source.problem:
        return f"source {source.name} cannot be read: {source.problem}"
    if source.gathered_at is None:
        return f"source {source.name} was never read (digest gather {source.name})"
    if source.stale and source.age is not None:
        return (
            f"source {source.name} was last read {length(source.age)} ago"
            f" (digest gather {source.name}; is a worker running?)"
        )
    return ""


def _machine(standing: Standing, around: Around) -> Iterator[str]:
    if standing.silent and standing.pulse:
        yield (
            f"beat has been silent for {length(standing.machine - standing.pulse)}"
            " (are beat, worker and broker running?)"
        )
    if standing.unbegun:
        yield "nothing was ever mailed from here: no beat was seen (digest up, or digest once)"
    if standing.relay:
        since = length(standing.machine - standing.relay.since)
        yield f"the mail relay has taken nothing for {since}: {standing.relay.error}"
    if around.broker_problem:
        yield around.broker_problem
    if around.free < _FULL:
        yield f"the disk of the state folder has only {size(around.free)} left"


def _boxes(standing: Standing) -> Iterator[str]:
    for box in standing.boxes:
        failing = standing.machine - box.failed_since if box.failed_since else None
        if failing and failing > _PATIENCE:
            yield f"mailbox {box.name} gives no mail for {length(failing)}: {box.problem}"
        elif not failing and (box.age is None or box.age > _UNLOOKED):
            yield f"mailbox {box.name} is not looked at (is digest fetch running?)"


def _ledgers(standing: Standing) -> Iterator[str]:
    figures, hour = standing.figures, timedelta(hours=1)
    for late in (
        _Late("outbox", figures.outbox, hour, "digest check tries the mail relay"),
        _Late("inbox", figures.inbox, timedelta(minutes=10), "is a worker running?"),
        _Late("answers to be written back", figures.kept, hour, "can the source be written?"),
    ):
        oldest = late.backlog.oldest
        if oldest and standing.at - oldest > late.after:
            waits = length(standing.at - oldest)
            yield f"{late.name}: the oldest waits for {waits} ({late.remedy})"
    for put_off in figures.put_off:
        if put_off.until > standing.machine:
            yield f"{put_off.what} is put off by a fault of Digest (its place is in the log)"


def _people(standing: Standing, installation: Installation) -> Iterator[str]:
    for one in standing.figures.suspended:
        if one.person in installation.directory.people:
            yield (
                f"{one.person} gets nothing: the address bounced ({one.why});"
                f" mend it, then: digest resume {one.person}"
            )
    for returned in standing.figures.returned:
        if returned.kind is BounceKind.POLICY:
            refused = count(returned.number, "message")
            yield f"{refused} refused by policy: {returned.told} (docs/mail.md, Bounces)"
    suspended = {one.person for one in standing.figures.suspended}
    for person in standing.figures.unreached:
        if person in installation.directory.people and person not in suspended:
            yield f"the newest mail to {person} was refused (digest why {person})"
    left = rehearsing(standing, installation)
    if left and installation.operator is None:
        yield (
            f"mail for {count(len(left), 'person', 'people')} is held back until an operator"
            " is named, or: digest start"
        )


def length(age: timedelta) -> str:
    """Return a length of time in its largest unit that fills at least two of it."""
    seconds = max(0, round(age.total_seconds()))
    for unit, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 2 * unit:
            return count(seconds // unit, name)
    return count(seconds, "second")


def size(number: int) -> str:
    """Return bytes as a person reads them."""
    told = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if told < 1000 or unit == "GB":  # noqa: PLR2004 - SI
            break
        told /= 1000
    return f"{told:.0f} {unit}" if unit == "bytes" else f"{told:.1f} {unit}"
