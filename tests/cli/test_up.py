"""`digest up` as an operator runs it: a small real configuration, from start to stop."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.store import open_store
from digest.supervise.lock import running as recorded
from digest.supervise.ports import free_port
from tests.cli.service import Up, asked, started, until
from tests.transport.relays import Server, running

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(120)]
SETTINGS = """\
from = "Northbeam Follow-ups <digest@northbeam.example>"
smtp = "smtp://127.0.0.1:{relay}"
operator = "jonas"
state = "state"

[web]
port = {web}

[sources.docs]
path = "docs"
poll = "1s"

[people.priya]
name = "Priya Nair"
mail = "priya@northbeam.example"

[people.jonas]
name = "Jonas Weber"
mail = "jonas@northbeam.example"
"""
NOTES = "# Notes\n\n## Action items\n\n- [ ] Priya Nair: rotate the keys - Due: {late}\n"


@pytest.fixture
def relay() -> Iterator[tuple[Server, int]]:
    server = Server()
    with running(server) as port:
        yield server, port


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def place(tmp_path: Path, relay: tuple[Server, int], busy: int) -> Path:
    """An installation whose people subscribed a while ago: a digest is owed at once."""
    now = datetime.fromtimestamp(time.time(), UTC)
    late = now.date() - timedelta(days=3)
    (tmp_path / "digest.toml").write_text(SETTINGS.format(relay=relay[1], web=busy))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.md").write_text(NOTES.format(late=late))
    (tmp_path / "state").mkdir(mode=0o700)
    store = open_store(f"sqlite:///{tmp_path}/state/digest.db")
    store.choices("priya", now=now - timedelta(days=8))
    store.close()
    return tmp_path


def test_it_runs_rehearses_stops_and_starts_again(place, relay, busy):
    with started(place) as up:
        web = _comes_up(up, busy)
        _rehearses(relay[0])
        _refuses_a_rival(place)
        _stops(up, web)
    _starts_again(place)

    kept = {path.name for path in (place / "state").iterdir()}
    assert {"broker", "digest.db", "secret", "supervisor.json", "supervisor.lock"} <= kept
    assert len(relay[0].taken) == 1


def _comes_up(up: Up, busy: int) -> int:
    """A busy port is named, and the next free one taken."""
    up.ready()
    web = int(up.said().split("ready: http://127.0.0.1:")[1].split("/")[0])
    assert f"port {busy} is in use by" in up.said("err")
    assert web > busy
    assert asked(web, "/healthz") == 200
    until(lambda: asked(web, "/readyz") == 200)
    return web


def _rehearses(relay: Server) -> None:
    until(lambda: relay.taken)
    (mail,) = relay.taken
    assert mail.rcpt_tos == ["jonas@northbeam.example"]
    assert b"Priya Nair" in (mail.original_content or b"")


def _refuses_a_rival(place: Path) -> None:
    words = (sys.executable, "-m", "digest.cli", "up")
    rival = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)  # noqa: S603
    assert (rival.returncode, "already in use by process" in rival.stderr) == (2, True)


def _stops(up: Up, web: int) -> None:
    pids = recorded(up.place / "state")
    assert set(pids) == {"broker", "worker", "beat", "web", "watch"}
    assert up.stop() < 5
    assert [pid for pid in pids.values() if Path(f"/proc/{pid}").exists()] == []
    with pytest.raises(OSError, match="refused"):
        asked(web, "/healthz")


def _starts_again(place: Path) -> None:
    port, _ = free_port("127.0.0.1", 0)
    with started(place, "--port", str(port)) as up:
        up.ready()
        assert asked(port, "/readyz") == 200
        up.stop()
