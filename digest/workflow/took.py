"""How long work took, for the log."""

from datetime import datetime, timedelta

from digest.workflow.world import World

_MS = timedelta(milliseconds=1)


def took(world: World, began: datetime) -> int:
    """Return the milliseconds since a moment of the machine's time."""
    return round((world.clock.machine() - began) / _MS)
