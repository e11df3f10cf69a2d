import asyncio
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu import Connection

from digest.supervise.broker import Broker, choose_broker
from digest.supervise.child import Probe

pytestmark = pytest.mark.enable_socket


@pytest.fixture(params=["", "x" * 100], ids=["unix socket", "tcp"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Broker:
    return choose_broker(None, tmp_path / f'a "b" {request.param}')


@pytest.fixture
def served(broker: Broker) -> Iterator[subprocess.Popen[bytes]]:
    process = _serve(broker)
    yield process
    process.kill()
    process.wait()


def _serve(broker: Broker) -> subprocess.Popen[bytes]:
    assert broker.child
    process = subprocess.Popen(broker.child.argv, stdout=subprocess.DEVNULL)  # noqa: S603
    deadline = time.monotonic() + 5
    while not _ready(broker):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


def _ready(broker: Broker) -> bool:
    assert broker.child
    probe = broker.child.ready
    assert callable(probe)

    async def ask(probe: Probe) -> bool:
        return await probe()

    return asyncio.run(ask(probe))


def test_a_configured_broker_is_used(tmp_path: Path):
    assert choose_broker("redis://h/1", tmp_path) == Broker("redis://h/1", None)


def test_messages_survive_when_the_broker_is_killed(broker, served):
    with Connection(broker.url) as before:
        before.SimpleQueue("ids").put("delivery-1")
    served.send_signal(signal.SIGKILL)
    served.wait()
    again = _serve(broker)
    with Connection(broker.url) as after:
        message = after.SimpleQueue("ids").get(timeout=3)
    again.kill()
    again.wait()

    assert message.payload == "delivery-1"


def test_a_broker_that_does_not_run_is_not_ready(broker):
    assert not _ready(broker)


def test_only_this_user_reaches_its_files(tmp_path: Path):
    choose_broker(None, tmp_path)
    home = tmp_path / "broker"

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "broker.conf").stat().st_mode) == 0o600


def test_on_a_port_it_wants_its_password(tmp_path: Path):
    broker = choose_broker(None, tmp_path / ("x" * 100))
    served = _serve(broker)
    port = int(broker.url.rpartition(":")[2].removesuffix("/0"))
    with socket.create_connection(("127.0.0.1", port)) as stranger:
        stranger.sendall(b"PING\r\n")
        answer = stranger.recv(100)
    served.kill()
    served.wait()

    assert answer.startswith(b"-NOAUTH")


def test_without_any_server_it_says_what_to_do():
    # Without site-packages there is no bundled server, without PATH no other.
    argv = (sys.executable, "-S", "-c", "from digest.supervise.broker import server; server()")
    env = {"PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)  # noqa: S603

    assert "no broker was found to run" in run.stderr
    assert "or set REDIS_URL" in run.stderr
