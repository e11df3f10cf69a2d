"""A demo started as its own process, and what can be seen of it from outside."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from digest.demo.caught import Caught, caught
from digest.demo.stage import LOOPBACK, Stage, found
from digest.errors import DigestError
from digest.rhythm import MOVABLE
from digest.supervise.lock import running
from digest.wiring import wire
from digest.workflow.world import World

Seen = TypeVar("Seen")
_PAUSE = 0.1


class Missed(DigestError):
    """Something that should have happened did not."""


class Running:
    """Starts `digest demo` and watches what it does: files, mail, store, HTTP."""

    def __init__(self, root: Path, port: int | None, of: Path | None = None) -> None:
        self.root, self._of = root.resolve(), of
        self.log = self.root.parent / f"{self.root.name}.log"
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the demo with a fresh sample; its log goes to a file."""
        wanted = ["--port", str(self._port)] if self._port else []
        argv = [
            sys.executable,
            "-m",
            "digest.cli",
            "demo",
            "--fresh",
            "--state",
            str(self.root),
        ]
        argv += [str(self._of)] if self._of else []
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [*argv, *wanted], stdout=log, stderr=subprocess.STDOUT
            )

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The supervising process."""
        if self._process is None:
            raise Missed("the demo was not started")
        return self._process

    @cached_property
    def stage(self) -> Stage:
        """Where it keeps everything."""
        return found(self.root)

    @cached_property
    def world(self) -> World:
        """The same store and sources, looked at from outside."""
        settings = self.stage.settings({})
        return wire(settings, environ={MOVABLE: "1"})

    def pids(self) -> dict[str, int]:
        """Return the process ids of what runs, by name."""
        return running(self.root / "state")

    def mails(self) -> list[Caught]:
        """Return what was delivered, newest first."""
        return caught(self.stage.mail)

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Fetch an address of a mail from the local server; return status, headers, body."""
        public = str(self.world.installation.public_url)
        local = address.replace(public, f"http://{LOOPBACK}:{self.stage.ports.web}")
        asked = urllib.request.Request(local, headers=headers)  # noqa: S310 - http, ours
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()
        except OSError as error:
            raise Missed(f"{local}: {error}") from error

    def wait(self, what: str, look: Callable[[], Seen | None], *, seconds: float = 20) -> Seen:
        """Look again and again until there is something to see.

        Raises:
            Missed: there was nothing in time, or the demo has ended.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            seen = look()
            if seen:
                return seen
            if self._process and self._process.poll() is not None:
                raise Missed(f"{what}: the demo ended with {self._process.returncode}")
            time.sleep(_PAUSE)
        raise Missed(f"{what}: not seen in {seconds:.0f} s")

    def kill(self) -> None:
        """End it whatever happened; nothing may be left."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=6)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def last_lines(self, count: int = 40) -> str:
        """Return the end of its log."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return os.linesep.join(lines[-count:])
