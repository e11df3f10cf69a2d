"""OAuth2 tokens at a tiny IMAP server of the test's own."""

import socketserver
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import Transient
from digest.model.box import ImapPlace
from digest.transport.login import logged_in
from digest.transport.oauth import TokenCommand

REFUSAL = b"eyJzdGF0dXMiOiI0MDEifQ=="  # {"status":"401"}
# Prints old at first and new ever after: the file tells how often it ran.
COMMAND = (
    "import pathlib, sys; ran = pathlib.Path(sys.argv[1]);"
    "print('new' if ran.exists() else 'old'); ran.touch()"
)


class Server(socketserver.StreamRequestHandler):
    """Lets in whoever shows the token `new`, by the one way it offers."""

    def handle(self) -> None:
        way = self.server.way.encode()  # type: ignore[attr-defined]
        self.tell(b"* OK [CAPABILITY IMAP4rev1 AUTH=%s] ready" % way)
        while line := self.rfile.readline():
            tag, word, *rest = line.split()
            if word == b"CAPABILITY":
                self.tell(b"* CAPABILITY IMAP4rev1 AUTH=%s" % way)
            elif word == b"LOGOUT":
                self.tell(b"* BYE")
            elif word == b"AUTHENTICATE" and rest[0] != way:
                self.tell(tag + b" NO another way")
                continue
            elif word == b"AUTHENTICATE" and not self.shown():
                self.tell(b"+ " + REFUSAL)
                self.rfile.readline()
                self.tell(tag + b" NO [AUTHENTICATIONFAILED] token refused")
                continue
            self.tell(tag + b" OK done")

    def shown(self) -> bool:
        self.tell(b"+ ")
        told = b64decode(self.rfile.readline())
        return b"auth=Bearer new\x01" in told and b"digest@northbeam.example" in told

    def tell(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@pytest.fixture(params=["XOAUTH2", "OAUTHBEARER"])
def place(request: pytest.FixtureRequest) -> Iterator[ImapPlace]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server) as server:
        server.daemon_threads = True
        server.way = request.param  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield ImapPlace("127.0.0.1", port, "none", "digest@northbeam.example")
        server.shutdown()


def tokens(tmp_path: Path) -> TokenCommand:
    return TokenCommand((sys.executable, "-c", COMMAND, str(tmp_path / "ran")), 20)


def test_a_token_that_ran_out_is_asked_for_once_more(place: ImapPlace, tmp_path: Path):
    known = tokens(tmp_path)
    assert known.token() == ("old", True)

    with logged_in(place, known) as client:
        assert client.has_capability("IMAP4rev1")
    assert known.token() == ("new", False)


def test_a_new_token_that_is_refused_is_told(place: ImapPlace, tmp_path: Path):
    with (
        pytest.raises(Transient, match="token refused"),
        logged_in(place, tokens(tmp_path)),
    ):
        pass


def test_a_command_that_fails_is_told_with_the_server(place: ImapPlace):
    broken = TokenCommand(("false",), 20)
    with (
        pytest.raises(Transient, match=r"127\.0\.0\.1:\d+: token command false"),
        logged_in(replace(place), broken),
    ):
        pass
