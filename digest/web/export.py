"""A folder of everybody's calendars that follows what changes."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from digest.errors import UsageError
from digest.logs import Log
from digest.web.files import files, write
from digest.wiring import wired
from digest.workflow.feed import today_of
from digest.workflow.shelf import Shelf
from digest.workflow.world import World

log = Log(__name__)


@dataclass
class Export:
    """Writes calendars as files when one of them may have changed since it wrote them last."""

    world: World
    folder: Path
    shelf: Shelf = field(init=False)
    wrote: Hashable = None  # as of which state

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.world)

    def follow(self) -> int | None:
        """Bring the folder up to date and return how many there are; None: nothing to do."""
        state = self._state()
        if state == self.wrote:
            return None
        try:
            number = write(files(self.world, self.shelf), self.folder)
        except UsageError as error:  # the next look tries again
            log.warning("calendars not written", reason=str(error))
            return None
        self.wrote = state
        log.info("calendars written", number=number)
        return number

    def _state(self) -> Hashable:
        """Return what calendars are made of: documents, people's own, addresses, the day."""
        people = self.world.installation.directory.people.values()
        days = frozenset(today_of(self.world, person) for person in people)
        return self.shelf.look().number, self.world.store.calendar_mark(), days


@cache
def export(folder: Path) -> Export:
    """Return what writes a folder in this process, with what it remembers."""
    return Export(wired().world, folder)
