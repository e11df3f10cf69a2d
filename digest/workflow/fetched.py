"""When each mailbox was last looked at, and what is wrong with it: kept as notes."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.workflow.world import World

_NOTE = "fetched/"


@dataclass(frozen=True)
class BoxStanding:
    """A mailbox that mail is fetched from; moments are of the machine."""

    name: str
    looked_at: datetime | None = None  # last success
    age: timedelta | None = None  # since then
    problem: str = ""  # why the last try failed; empty when it did not
    failed_since: datetime | None = None
    failures: int = 0  # tries that failed, of all there ever were


def looked(world: World, name: str, problem: str) -> None:
    """Record that a mailbox was looked at, or (with a problem) could not be."""
    before, now = _noted(world, name), world.clock.machine()
    since = (before.failed_since or now) if problem else None
    at = before.looked_at if problem else now
    failures = before.failures + bool(problem)
    told = {"at": _iso(at), "problem": problem, "since": _iso(since), "failures": failures}
    world.store.set_note(f"{_NOTE}{name}", json.dumps(told))


def standing(world: World) -> tuple[BoxStanding, ...]:
    """Return how the mailboxes of the settings stand, by name."""
    return tuple(_noted(world, name) for name in sorted(world.installation.boxes))


def _noted(world: World, name: str) -> BoxStanding:
    found = world.store.note(f"{_NOTE}{name}")
    told = json.loads(found) if found else {}
    at, since = (_moment(told.get(key)) for key in ("at", "since"))
    age = world.clock.machine() - at if at else None
    failures = told.get("failures", 0)
    return BoxStanding(name, at, age, told.get("problem", ""), since, failures)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
