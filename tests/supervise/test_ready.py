import asyncio
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from digest.supervise.child import Probe
from digest.supervise.ready import accepts, answers

pytestmark = pytest.mark.enable_socket
HOST = "127.0.0.1"


class Health(BaseHTTPRequestHandler):
    """Answers 200 on /healthz, 404 elsewhere."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[int]:
    with HTTPServer((HOST, 0), Health) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield server.server_port
        server.shutdown()


def ask(probe: Probe) -> bool:
    async def asked() -> bool:
        return await probe()

    return asyncio.run(asked())


def test_a_web_server_is_ready_when_it_says_200(web):
    assert ask(answers(HOST, web))
    assert not ask(answers(HOST, web, "/elsewhere"))


def test_every_place_must_take_connections():
    with socket.create_server((HOST, 0)) as server, tempfile.TemporaryDirectory() as home:
        port, path = server.getsockname()[1], Path(home) / "lmtp.sock"
        assert not ask(accepts((HOST, port), path))
        with closing(socket.socket(socket.AF_UNIX)) as lmtp:
            lmtp.bind(str(path))
            lmtp.listen()

            assert ask(accepts((HOST, port), path))
