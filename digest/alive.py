"""Signs of life: a file for each process, touched as long as the process does its work.

It is on the machine that the process runs on, and needs neither store nor broker to be read.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

EVERY = 5.0  # seconds between two signs
SILENT_AFTER = timedelta(seconds=30)
PROCESSES = ("worker", "beat", "watch", "fetch")  # others are asked over their sockets


def place(state: Path, process: str) -> Path:
    """Return where a process leaves its signs."""
    return state / "alive" / process


def sign(file: Path) -> None:
    """Leave a sign of life; where that cannot be written, its age tells in the end."""
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)


def silence(file: Path, now: datetime) -> timedelta | None:
    """Return how long ago the last sign was left; None where there was none."""
    try:
        return now - datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return None
