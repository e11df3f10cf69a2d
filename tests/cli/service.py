"""`digest up` in a process of its own, as an operator starts it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 60.0  # that a busy machine may take to start, or to bring a mail


class Up:
    """A running `digest up`, and what it said."""

    def __init__(self, place: Path, *words: str, **variables: str) -> None:
        self.place = place
        out, err = (place / "out").open("wb"), (place / "err").open("wb")
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "digest.cli", "up", *words],
            cwd=place,
            stdout=out,
            stderr=err,
            env=environment(**variables),
        )
        out.close()
        err.close()

    def said(self, file: str = "out") -> str:
        return (self.place / file).read_text()

    def ready(self) -> float:
        """Wait until everything is ready; return the seconds it took."""
        return until(lambda: "all ready after" in self.said() and "ready: http" in self.said())

    def stop(self) -> float:
        """Ask for the end; return the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(SECONDS) == 0, self.said()
        return time.monotonic() - began


def environment(**variables: str) -> dict[str, str]:
    """Return the variables of this process without those that name other parts."""
    kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "DATABASE_URL")}
    return kept | variables


def until(holds: Callable[[], object]) -> float:
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        if holds():
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"{holds} never held")


@contextmanager
def started(place: Path, *words: str, **variables: str) -> Iterator[Up]:
    """Run it, and leave nothing of it whatever happens."""
    up = Up(place, *words, **variables)
    try:
        yield up
    finally:
        up.process.kill()
        up.process.wait()


def asked(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
