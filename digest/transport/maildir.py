"""Picking up from a Maildir: what is in `new` is stored, and then moved."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Event

from digest.errors import Transient, reason
from digest.logs import Log
from digest.model.box import Box, MaildirPlace
from digest.transport.intake import Intake

log = Log(__name__)

_SEEN, _FLAGGED = ":2,S", ":2,FS"  # as in cur: read, and read but worth a look


class MaildirFetcher:
    """One folder with `new` and `cur`."""

    def __init__(self, box: Box, place: MaildirPlace, intake: Intake) -> None:
        self._box, self._place, self._intake = box, place, intake

    def run(self, stop: Event, told: Callable[[str], None]) -> None:
        """Pick up until `stop` is set."""
        while not stop.is_set():
            try:
                told(self.look())
            except Transient as error:
                log.warning("not fetched", mailbox=self._box.name, reason=str(error))
                told(str(error))
            stop.wait(self._box.poll.total_seconds())

    def greeting(self) -> str:
        """Count what waits, take nothing.

        Raises:
            Transient: there is no such folder, or we may not write there.
        """
        for name in ("new", "cur"):
            if not os.access(self._place.path / name, os.R_OK | os.W_OK | os.X_OK):
                raise Transient(f"{self._place.path / name}: is no folder that we may write to")
        return f"{self._place.path}: {len(self._waiting())} in new"

    def look(self) -> str:
        """Store and move all there is; return what is wrong, empty if nothing.

        Raises:
            Transient: the folder cannot be read.
        """
        stay = [path.name for path in self._waiting() if not self._one(path)]
        return f"{len(stay)} cannot be read or moved" if stay else ""

    def _waiting(self) -> list[Path]:
        try:
            names = sorted(entry.name for entry in os.scandir(self._place.path / "new"))
        except OSError as error:
            raise Transient(f"{self._place.path / 'new'}: {reason(error)}") from error
        return [self._place.path / "new" / name for name in names if not name.startswith(".")]

    def _one(self, path: Path) -> bool:
        try:
            raw = self._read(path)
            taken = raw is not None and self._intake.take(raw, self._box.came)
            path.replace(self._away(path.name, taken=taken))
        except OSError as error:
            log.warning("not moved", mailbox=self._box.name, reason=reason(error))
            return False
        return True

    def _read(self, path: Path) -> bytes | None:
        """Return the bytes of a plain file; None where there are too many."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError(0, "it is no file")
            raw = file.read(self._intake.max_bytes + 1)
        return raw if len(raw) <= self._intake.max_bytes else None

    def _away(self, name: str, *, taken: bool) -> Path:
        folder = self._place.processed if taken else self._place.refused
        if folder is None:
            plain = name.partition(":")[0]
            return self._place.path / "cur" / f"{plain}{_SEEN if taken else _FLAGGED}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name
