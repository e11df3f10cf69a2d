"""Logging in with a token of a command, at a server that speaks RFC 7628 or XOAUTH2."""

import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import MISSING, SMTP, AuthResult

from digest.errors import Transient
from digest.ports import NotSent, Sent
from digest.transport.oauth import TokenCommand
from digest.transport.relay import Relay
from digest.transport.smtp import SmtpTransport
from tests.transport.relays import Server, running
from tests.transport.test_smtp import letter

LONG = "x" * 600  # more than a line of 512 octets holds


@dataclass
class Bearer(Server):
    """Takes some tokens; refuses others as the RFC says: with a reason that is asked for."""

    good: set[str] = field(default_factory=set)
    seen: list[bytes] = field(default_factory=list)

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> Any:  # noqa: N802
        return await self._take(server, words, b"")

    async def auth_OAUTHBEARER(self, server: SMTP, words: list[str]) -> Any:  # noqa: N802
        return await self._take(server, words, b"\x01")

    async def _take(self, server: SMTP, words: list[str], ends: bytes) -> Any:
        told = b64decode(words[1]) if len(words) > 1 else await server.challenge_auth(b"")
        assert isinstance(told, bytes)
        self.seen.append(told)
        if told.split(b"Bearer ")[1].rstrip(b"\x01").decode() in self.good:
            return AuthResult(success=True)
        given_up = await server.challenge_auth(b'{"status":"401"}')
        assert given_up in (ends, MISSING)
        return AuthResult(success=False, handled=False, message="535 5.7.8 expired")


@contextmanager
def bearer(*good: str, without: str = "") -> Iterator[tuple[Bearer, int]]:
    server = Bearer(good=set(good))
    options: dict[str, Any] = {"auth_require_tls": False, "auth_exclude_mechanism": ["PLAIN"]}
    options["auth_exclude_mechanism"] += ["LOGIN", without] if without else ["LOGIN"]
    with running(server, **options) as port:
        yield server, port


def command(folder: Path, *tokens: str) -> TokenCommand:
    """Return a command that prints these tokens, one each time it is run."""
    (folder / "tokens").write_text("\n".join(tokens))
    (folder / "told.py").write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "first, *rest = file.read_text().split('\\n')\n"
        "file.write_text('\\n'.join(rest))\nprint(first)\n"
    )
    return TokenCommand([sys.executable, str(folder / "told.py"), str(folder / "tokens")], 10)


def relay(port: int, tokens: TokenCommand) -> SmtpTransport:
    return SmtpTransport(Relay("127.0.0.1", port, username="d@x", tokens=tokens, helo="x"), 1)


@pytest.mark.parametrize("without", ["XOAUTH2", "OAUTHBEARER"])
@pytest.mark.parametrize("token", ["short", LONG])
def test_a_token_lets_us_in_however_the_server_wants_it(
    tmp_path: Path, without: str, token: str
):
    with bearer(token, without=without) as (server, port):
        answers = relay(port, command(tmp_path, token)).send([letter(1)])

    assert [type(answer) for answer in answers] == [Sent]
    assert (b"n,a=d@x," in server.seen[0]) == (without == "XOAUTH2")


def test_a_token_is_kept_until_it_is_refused(tmp_path: Path):
    with bearer("one") as (server, port):
        transport = relay(port, command(tmp_path, "one", "two"))
        transport.send([letter(1)])
        transport.send([letter(2)])
        server.good = {"two"}
        answers = transport.send([letter(3)])

    assert [type(answer) for answer in answers] == [Sent]
    assert len(server.seen) == 4  # one, one, one refused, two


@pytest.mark.parametrize("without", ["XOAUTH2", "OAUTHBEARER"])
def test_a_new_token_that_is_refused_is_a_relay_that_is_down(tmp_path: Path, without: str):
    with bearer(without=without) as (server, port):
        (answer,) = relay(port, command(tmp_path, "stale", "stale")).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert answer.relay_down
    assert "535" in answer.error
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (
            "import sys; print('no refresh token', file=sys.stderr); sys.exit(3)",
            "exit 3: no re",
        ),
        ("print('two words')", "prints no token"),
        ("pass", "prints no token"),
    ],
)
def test_a_command_that_gives_no_token_says_why(script: str, told: str):
    with pytest.raises(Transient, match=told):
        TokenCommand([sys.executable, "-c", script], 10).token()


def test_a_command_that_is_not_there_is_told():
    with pytest.raises(Transient, match="token command relay-token: No such file"):
        TokenCommand(["/nowhere/relay-token"], 1).token()


def test_a_command_that_takes_too_long_is_ended_with_all_it_started():
    script = "import subprocess; subprocess.run(['sleep', '60'])"
    began = time.monotonic()

    with pytest.raises(Transient, match="longer than"):
        TokenCommand([sys.executable, "-c", script], 0.5).token()
    assert time.monotonic() - began < 20
