import asyncio
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from digest.demo.accounts import Accounts, new_accounts, read_accounts
from digest.demo.caught import caught
from digest.demo.relay import relayed
from digest.supervise.child import Probe
from digest.supervise.ports import free_port
from digest.supervise.ready import accepts

pytestmark = pytest.mark.enable_socket
HOST, DOMAIN = "127.0.0.1", "in.northbeam.example"
ADA, MALLORY = "ada@northbeam.example", "mallory@northbeam.example"
REPLY = f"reply+abc@{DOMAIN}"
RAW = f"From: {ADA}\r\nTo: {REPLY}\r\n\r\n#3 done\r\n".encode()


async def _asked(probe: Probe) -> bool:
    return await probe()


@dataclass
class Receiver:
    """An inbound receiver: keeps what comes, and answers as told."""

    port: int
    answer: str = "250 2.0.0 stored"
    got: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        return self.answer


@dataclass
class Host:
    """The catcher as a running program."""

    port: int
    store: Path
    accounts: Accounts

    def take(self, raw: bytes, sender: str, *to: str, password: str = "") -> str:
        answers = [
            asyncio.run(relayed(raw, sender, each, to=(HOST, self.port), password=password))
            for each in to
        ]
        return answers[-1]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(free_port(HOST, 0)[0])
    controller = Controller(receiver, hostname=HOST, port=receiver.port)
    controller.start()
    yield receiver
    controller.stop()


@pytest.fixture
def host(tmp_path: Path, receiver: Receiver) -> Iterator[Host]:
    accounts = new_accounts(tmp_path / "accounts", [ADA, MALLORY], domain="northbeam.example")
    port, store = free_port(HOST, 0)[0], tmp_path / "mail"
    places = ("--store", str(store), "--accounts", str(tmp_path / "accounts"))
    ports = ("--port", str(port), "--inbound-port", str(receiver.port))
    argv = (sys.executable, "-m", "digest.demo.catcher", "--inbound-domain", DOMAIN)
    process = subprocess.Popen((*argv, *ports, *places))  # noqa: S603
    deadline = time.monotonic() + 10
    while not asyncio.run(_asked(accepts((HOST, port)))) and time.monotonic() < deadline:
        time.sleep(0.02)
    yield Host(port, store, accounts)
    process.terminate()
    assert process.wait(5) == 0


def test_mail_for_people_is_kept(host):
    answer = host.take(RAW, "bounce+x@in.northbeam.example", ADA)

    assert answer.startswith("250")
    assert [(m.recipients, m.raw) for m in caught(host.store)] == [((ADA,), RAW)]


def test_a_person_s_own_answer_is_handed_over_as_proven(host, receiver):
    answer = host.take(RAW, ADA, REPLY, password=host.accounts.passwords[ADA])

    assert answer == "250 2.0.0 stored"
    told, rest = receiver.got[0].split(b"\r\n", 1)
    assert told.decode().split(": ")[1] == (
        f"{host.accounts.authserv_id}; dmarc=pass header.from=northbeam.example"
    )
    assert rest.endswith(RAW)


def test_a_colleague_in_another_s_name_is_handed_over_as_forged(host, receiver):
    host.take(RAW, MALLORY, REPLY, password=host.accounts.passwords[MALLORY])

    assert b"; dmarc=fail header.from=northbeam.example" in receiver.got[0]


def test_the_outside_world_cannot_vouch_for_itself(host, receiver):
    claim = f"Authentication-Results: {host.accounts.authserv_id}; dmarc=pass\r\n"
    host.take(claim.encode() + RAW, ADA, REPLY)

    assert b"dmarc=pass" not in receiver.got[0]
    assert b"dmarc=none" in receiver.got[0]


def test_a_wrong_password_is_refused(host, receiver):
    assert host.take(RAW, ADA, REPLY, password="guess").startswith("535")  # noqa: S106
    assert receiver.got == []


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "554 5.7.1 no"])
def test_the_receiver_s_answer_is_the_host_s(host, receiver, answer):
    receiver.answer = answer

    assert host.take(RAW, ADA, REPLY) == answer


def test_a_receiver_that_is_down_means_try_again():
    gone = (HOST, free_port(HOST, 0)[0])

    assert asyncio.run(relayed(RAW, ADA, REPLY, to=gone)).startswith("451 4.4.1")


def test_a_header_that_reads_in_two_ways_is_refused(host, receiver):
    assert host.take(b" folded\r\n" + RAW, ADA, REPLY).startswith("550 5.6.0")
    assert receiver.got == []


def test_accounts_are_read_as_written_and_only_by_this_user(tmp_path: Path):
    path = tmp_path / "accounts"
    first = new_accounts(path, [ADA], domain="northbeam.example")
    second = new_accounts(path, [ADA], domain="northbeam.example")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_accounts(path) == second
    assert first.authserv_id != second.authserv_id
