"""Gather: read what changed in a source, carry identities on, record it all at once."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import get_ident

from digest.errors import DigestError
from digest.logs import Log
from digest.model.ids import mint
from digest.ports import Source
from digest.workflow.apart import placed
from digest.workflow.lease import LEASE, kept
from digest.workflow.replay import Replay, stands
from digest.workflow.report import GatherReport, Progress
from digest.workflow.took import count_gather, took
from digest.workflow.world import World

log = Log(__name__)

_MORE = 3  # gathers at once for those who asked meanwhile; then polling must do


def _quiet(_: Progress) -> None:
    """Tell nobody how far a gather is."""


def gather(
    world: World,
    name: str,
    *,
    accept: bool = False,
    progress: Callable[[Progress], None] = _quiet,
) -> GatherReport | None:
    """Gather a source; None when another gather of it is under way.

    A source that cannot be read keeps its last known state.  `accept` lifts the guard
    against sudden emptiness, once.  `progress` is told how far a long history has come.
    """
    report = _leased(world, name, accept=accept, progress=progress)
    if report is None:
        world.store.set_note(_again(name), "asked")
        return None
    for _ in range(_MORE):
        if not world.store.note(_again(name)):
            break
        # Somebody asked meanwhile, perhaps for what was pushed after we had fetched.
        world.store.set_note(_again(name), "")
        _leased(world, name, accept=False, progress=progress)
    return report


def freshen(world: World, name: str) -> None:
    """Gather a source, unless the store is known to hold just what it says now."""
    if not _fresh(world, name):
        gather(world, name)


def _fresh(world: World, name: str) -> bool:
    settled, state = world.settled.get(name), world.store.sources().get(name)
    if settled is None or state is None or state.problem:
        return False
    with suppress(DigestError):  # the gather says what is wrong
        return world.sources[name].snapshot() is settled and stands(state, settled)
    return False


def _again(name: str) -> str:
    """Return where it is noted that a source was asked for while it was gathered."""
    return f"gather-again/{name}"


def _leased(
    world: World, name: str, *, accept: bool, progress: Callable[[Progress], None]
) -> GatherReport | None:
    """Gather a source, alone; None when another gather of it is under way."""
    machine = world.clock.machine()
    owner = mint("lease", name, machine.isoformat(), str(os.getpid()), str(get_ident()))
    if not world.store.claim_source(name, owner=owner, until=machine + LEASE, now=machine):
        return None

    def renew(until: datetime) -> bool:
        return world.store.renew_source(name, owner=owner, until=until)

    try:
        with kept(renew, world.clock):
            replay = Replay(world, (name, owner), accept=accept, progress=progress)
            report = _gather(world.sources[name], replay)
            _told(world, report, machine)
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
    log.warning("gather failed", source=name, reason=problem)
    return GatherReport(name, problem=problem)


def _gather(source: Source, replay: Replay) -> GatherReport:
    snapshot = source.snapshot()
    if snapshot.revision != replay.revision:
        for step in source.history(replay.revision, snapshot):
            replay.take(step)
    return replay.end(snapshot)


def _told(world: World, report: GatherReport, began: datetime) -> None:
    duration = took(world, began)
    count_gather(world, report.source, duration)
    log.info(
        "gather",
        source=report.source,
        read=report.read,
        items=report.items,
        changes=report.changes,
        problems=len(report.problems),
        duration_ms=duration,
    )
