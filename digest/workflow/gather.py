"""Gather: read what changed in a source, carry identities on, record it all at once."""

import logging
import os
from dataclasses import dataclass
from datetime import datetime
from threading import get_ident

from digest.errors import DigestError, Permanent, Problem
from digest.model.change import Change, ChangeKind
from digest.model.ids import mint
from digest.model.ledger import Gathered, SourceState, StoredDocument
from digest.ports import Snapshot, Source
from digest.workflow.apart import placed
from digest.workflow.batches import batch_of
from digest.workflow.follow import follow
from digest.workflow.lease import LEASE, kept
from digest.workflow.reading import Changed, read_changed
from digest.workflow.touches import Touches
from digest.workflow.world import World

log = logging.getLogger(__name__)

_GUARDED = 10  # below so many items a drop by half is ordinary


@dataclass(frozen=True)
class GatherReport:
    """What one gather did."""

    source: str
    read: int = 0  # documents
    items: int = 0  # live ones, afterwards
    changes: int = 0
    problem: str = ""  # why nothing could be read
    problems: tuple[Problem, ...] = ()  # what could not be read of it


@dataclass(frozen=True)
class _Step:
    """One snapshot to be recorded on top of what is known."""

    snapshot: Snapshot
    before: SourceState | None
    owner: str  # of the lease under which it is recorded
    baseline: bool  # history and first sight: nobody is mailed about it
    last: bool = True
    accept: bool = False


def gather(world: World, name: str, *, accept: bool = False) -> GatherReport | None:
    """Gather a source; None when another gather of it is under way.

    A source that cannot be read keeps its last known state.  `accept` lifts the guard
    against sudden emptiness, once.
    """
    source, machine = world.sources[name], world.clock.machine()
    owner = mint("lease", name, machine.isoformat(), str(os.getpid()), str(get_ident()))
    if not world.store.claim_source(name, owner=owner, until=machine + LEASE, now=machine):
        return None

    def renew(until: datetime) -> bool:
        return world.store.renew_source(name, owner=owner, until=until)

    try:
        with kept(renew, world.clock):
            report = _gather(world, source, owner, accept=accept)
    except DigestError as error:
        if not renew(world.clock.machine() + LEASE):
            return None  # another gather took over: it speaks for the source
        report = _failed(world, name, str(error))
    except Exception as fault:  # noqa: BLE001 - a fault of ours must be seen, not only logged
        report = _failed(world, name, f"a fault of Digest: {placed(fault)}")
    finally:
        world.store.release_source(name, owner=owner)
    if report.changes:
        world.wake("publish")
    return report


def _failed(world: World, name: str, problem: str) -> GatherReport:
    """Record that a source could not be read: what is known of it stays, and goes stale."""
    world.store.record_failure(name, problem, world.clock.now())
    log.warning("gather source=%s failed: %s", name, problem)
    return GatherReport(name, problem=problem)


def _gather(world: World, source: Source, owner: str, *, accept: bool) -> GatherReport:
    state = world.store.sources().get(source.name)
    baseline = state is None or not state.baselined
    if baseline:
        for past in _unread(source.history(), state):
            step = _Step(past, state, owner, baseline=True, last=False, accept=True)
            _record(world, source, step)
            state = world.store.sources()[source.name]
    step = _Step(source.snapshot(), state, owner, baseline=baseline, accept=accept or baseline)
    return _record(world, source, step)


def _unread(history: list[Snapshot], state: SourceState | None) -> list[Snapshot]:
    """Go on with a history where an earlier gather was cut off."""
    revisions = [past.revision for past in history]
    if state and state.revision in revisions:
        return history[revisions.index(state.revision) + 1 :]
    return history


def _record(world: World, source: Source, step: _Step) -> GatherReport:
    now, revision = world.clock.now(), step.snapshot.revision
    touches = Touches(world, source, step.snapshot, baseline=step.baseline)
    changed = read_changed(world, source, step.snapshot, touches)
    found = follow(world, source.name, changed, touches, baseline=step.baseline)
    items = (step.before.items if step.before else 0) + _gained(found.changes)
    if step.before and not step.accept:
        _guard(step.before, items)
    documents = tuple(_stored(source.name, step, changed, now))
    world.store.record_gather(
        Gathered(
            source=SourceState(source.name, revision, now, items, baselined=step.last),
            at=now,
            owner=step.owner,
            documents=documents,
            removed=changed.removed,
            items=found.items,
            changes=found.changes,
            batch=None
            if step.baseline
            else batch_of(world, source.name, revision, changed, found.changes),
        )
    )
    log.info(
        "gather source=%s read=%d changes=%d problems=%d",
        source.name,
        len(documents),
        len(found.changes),
        len(changed.problems),
    )
    found_in = (p for document in changed.documents.values() for p in document.problems)
    return GatherReport(
        source=source.name,
        read=len(documents),
        items=items,
        changes=len(found.changes),
        problems=(*changed.problems, *found_in),
    )


def _gained(changes: tuple[Change, ...]) -> int:
    """Return how many live items more there are after some changes."""
    worth = {ChangeKind.ADDED: 1, ChangeKind.RETURNED: 1, ChangeKind.WITHDRAWN: -1}
    return sum(worth.get(change.kind, 0) for change in changes)


def _guard(before: SourceState, items: int) -> None:
    """Refuse sudden emptiness: a lost mount must not close three hundred items."""
    if before.items >= _GUARDED and items < before.items / 2:
        raise Permanent(
            f"sources.{before.name}: {items} items where there were {before.items}; nothing was"
            f" changed (if that is right: digest gather {before.name} --accept)"
        )


def _stored(source: str, step: _Step, changed: Changed, now: datetime) -> list[StoredDocument]:
    return [
        StoredDocument(
            source=source,
            version=step.snapshot.versions[path],
            document=document,
            seen_at=changed.before[path].seen_at if path in changed.before else now,
            revision=step.snapshot.revision,
            baseline=changed.before[path].baseline if path in changed.before else step.baseline,
        )
        for path, document in changed.documents.items()
    ]
