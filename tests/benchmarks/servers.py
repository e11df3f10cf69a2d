"""A calendar of 2,000 items asked for over HTTP: ours, Radicale's and xandikos's, in one run.

Each server holds the same items and is asked over one connection, from a fresh start.  The
rivals are installed into var/bench, once.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from digest.supervise import ports
from tests.benchmarks.frame import Rival, report

RIVALS = ("radicale==3.9.0", "xandikos==0.4.10")
_VENV = Path(__file__).parents[2] / "var" / "bench"
_AIM = 1 / 1000
_OURS, _THEIRS = 50, 3  # how often each is asked again
_LONGEST = 300  # seconds that a child serves
_EVENT = re.compile(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", re.DOTALL)
_USER = {"Authorization": "Basic " + b64encode(b"u:u").decode()}
_RADICALE = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {root}
[logging]
level = error
"""


@dataclass(frozen=True)
class Times:
    """How long a server took, in milliseconds; what was asked often, at its best."""

    first: float
    again: float
    conditional: float  # with the ETag it gave


def compare(app: Callable[[], ASGIApp], path: str, raw: bytes, root: Path) -> bool:
    """Measure an application against both; passed over with a word where they are not there."""
    if not _installed():
        print("calendar servers: not measured, the rivals cannot be installed", flush=True)  # noqa: T201
        return True
    with _served(app) as port:
        ours = _times(port, path, _OURS, {})
    radicale, xandikos = _radicale(raw, root / "radicale"), _xandikos(raw, root / "xandikos")
    met = True
    for name, aim in (("first", None), ("again", _AIM), ("conditional", _AIM)):
        rivals = (
            Rival("Radicale", getattr(radicale, name), aim),
            Rival("xandikos", getattr(xandikos, name), aim),
        )
        met &= report(f"calendar of 2,000 by HTTP, {name}", getattr(ours, name), "ms", *rivals)
    return met


def _installed() -> bool:
    if all((_VENV / "bin" / name).exists() for name in ("radicale", "xandikos")):
        return True
    pip = (str(_VENV / "bin" / "pip"), "install", "-q", "--disable-pip-version-check")
    for command in ((sys.executable, "-m", "venv", str(_VENV)), (*pip, *RIVALS)):
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own words
            return False
    return True


def _times(port: int, path: str, rounds: int, headers: Mapping[str, str]) -> Times:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST)) as asked:

        def ask(**more: str) -> tuple[float, str]:
            began = time.perf_counter()
            asked.request("GET", path, headers={**headers, **more})
            answer = asked.getresponse()
            answer.read()
            assert answer.status in (200, 304), (path, answer.status)
            return (time.perf_counter() - began) * 1000, answer.headers.get("ETag", "")

        asked.request("GET", "/", headers=headers)  # it is up, and has not seen the calendar
        asked.getresponse().read()
        first, etag = ask()
        again = min(ask()[0] for _ in range(rounds))
        known = {"If-None-Match": etag}
        conditional = min(ask(**known)[0] for _ in range(rounds))
    return Times(first, again, conditional)


@contextmanager
def _served(app: Callable[[], ASGIApp]) -> Iterator[int]:
    """Serve what a child makes, so that nothing is in its memory yet."""
    listener = socket.create_server(("127.0.0.1", 0))
    child = os.fork()
    if child == 0:
        signal.alarm(_LONGEST)
        config = uvicorn.Config(app(), access_log=False, log_level="error", lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])
        os._exit(0)
    yield listener.getsockname()[1]
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)


def _free_port() -> int:
    return ports.free_port("127.0.0.1", 0)[0]


@contextmanager
def _running(port: int, *words: str) -> Iterator[None]:
    """Run a program until it answers, and end it."""
    program = str(_VENV / "bin" / words[0])
    quiet = subprocess.DEVNULL
    child = subprocess.Popen([program, *words[1:]], stdout=quiet, stderr=quiet)  # noqa: S603
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        child.terminate()
        child.wait()


def _radicale(raw: bytes, root: Path) -> Times:
    root.mkdir()
    port, conf = _free_port(), root / "radicale.conf"
    conf.write_text(_RADICALE.format(port=port, root=root / "data"))
    command = ("radicale", "--config", str(conf))
    with _running(port, *command):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST)
        asked.request("PUT", "/u/cal/", raw, {"Content-Type": "text/calendar", **_USER})
        answer = asked.getresponse()
        assert answer.status in (200, 201, 204), answer.read()
        asked.close()
    with _running(port, *command):
        return _times(port, "/u/cal/", _THEIRS, _USER)


def _xandikos(raw: bytes, root: Path) -> Times:
    port, kept = _free_port(), root / "u" / "calendars" / "calendar"
    command = (
        *("xandikos", "serve", "-d", str(root), "--listen-address", "127.0.0.1"),
        *("--port", str(port), "--current-user-principal", "/u/", "--no-detect-systemd"),
    )
    root.mkdir()
    with _running(port, *command, "--autocreate", "--defaults"):
        time.sleep(1)  # it makes its first folders
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"
    for number, event in enumerate(_EVENT.findall(raw)):
        (kept / f"{number}.ics").write_bytes(head + event + b"END:VCALENDAR\r\n")
    git = ("git", "-C", str(kept), "-c", "user.name=x", "-c", "user.email=x@x.example")
    for words in (("add", "-A"), ("commit", "-qm", "items")):
        subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    with _running(port, *command):
        path = "/u/calendars/calendar/"
        return _times(port, path, _THEIRS, {"Accept": "text/calendar"})
