"""How long work took: for the log, and for gathers kept in the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.workflow.world import World

_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Taken:
    """How many gathers of a source there were, and how long all of them took."""

    number: int = 0
    ms: int = 0


def took(world: World, began: datetime) -> int:
    """Return the milliseconds since a moment of the machine's time."""
    return round((world.clock.machine() - began) / _MS)


def count_gather(world: World, source: str, ms: int) -> None:
    """Add a gather to those of its source; its lease keeps others from adding meanwhile."""
    before = _taken(world, source)
    world.store.set_note(_note(source), f"{before.number + 1} {before.ms + ms}")


def durations(world: World) -> dict[str, Taken]:
    """Return what the gathers of each source took."""
    return {name: _taken(world, name) for name in world.sources}


def _taken(world: World, source: str) -> Taken:
    return Taken(*map(int, (world.store.note(_note(source)) or "0 0").split()))


def _note(source: str) -> str:
    return f"gathers/{source}"
