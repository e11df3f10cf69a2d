"""One supervisor for each state directory, and a record of what it runs."""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from digest.errors import UsageError, reason

_LOCK = "supervisor.lock"
_RECORD = "supervisor.json"
_GRACE_SECONDS = 2.0


@contextlib.contextmanager
def locked(state: Path, name: str = _LOCK) -> Iterator[int]:
    """Hold a state directory, or a lock of another name in it; give its file descriptor.

    Guards inherit it: the lock is free when the last process of a killed supervisor is gone,
    which takes moments, so that is waited for.

    Raises:
        UsageError: another supervisor holds it, or it cannot be made or written in.
    """
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(state / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UsageError(f"{state / name}: cannot be made: {reason(error)}") from error
    try:
        _take(lock, state)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        yield lock
    finally:
        os.close(lock)


def _take(lock: int, state: Path) -> None:
    deadline = time.monotonic() + _GRACE_SECONDS
    while True:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        holder = os.pread(lock, 20, 0).decode(errors="replace").strip()
        if _alive(holder) or time.monotonic() > deadline:
            raise UsageError(
                f"{state}: already in use by process {holder or '?'}"
                " (stop that one first, or choose another state directory)"
            )
        time.sleep(0.05)


def _alive(pid: str) -> bool:
    with contextlib.suppress(OSError, ValueError, OverflowError):
        os.kill(int(pid), 0)
        return True
    return False


def write_record(state: Path, pids: Mapping[str, int]) -> None:
    """Keep the process ids of what runs, by name, where `running` finds them."""
    fresh = state / f".{_RECORD}"
    fresh.write_text(json.dumps(dict(pids)))
    fresh.replace(state / _RECORD)


def running(state: Path) -> dict[str, int]:
    """Return the process ids of the children of a state directory's supervisor, by name."""
    try:
        return dict(json.loads((state / _RECORD).read_text()))
    except FileNotFoundError:
        return {}
