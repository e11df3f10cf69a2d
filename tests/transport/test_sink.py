"""Sending to Postfix's own test server, which speaks SMTP as Postfix does."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_connection

import pytest

from digest.ports import NotSent, Sent
from digest.supervise.ports import free_port
from digest.transport.smtp import Answer, Relay, SmtpTransport
from tests.transport.test_smtp import letter

SINK = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin")
pytestmark = pytest.mark.skipif(not SINK, reason="Postfix's smtp-sink takes the mail")


@contextmanager
def sink(*options: str) -> Iterator[int]:
    port, _ = free_port("127.0.0.1", 0)
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    words = [SINK or "", *user, *options, f"127.0.0.1:{port}", "100"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.02)
    try:
        yield port
    finally:
        running.kill()
        running.wait()


def send(port: int, number: int) -> list[Answer]:
    relay = Relay("127.0.0.1", port, helo="digest.northbeam.example", timeout=5)
    return SmtpTransport(relay, 3).send([letter(n) for n in range(number)])


def test_it_takes_all_over_a_few_connections():
    with sink() as port:
        assert [type(answer) for answer in send(port, 30)] == [Sent] * 30


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize(("how", "permanent"), [("-f", True), ("-r", False)])
def test_whatever_it_refuses_is_the_messages_alone(command: str, how: str, permanent: bool):  # noqa: FBT001
    with sink(how, command) as port:
        (answer,) = send(port, 1)

    assert isinstance(answer, NotSent)
    assert (answer.permanent, answer.relay_down) == (permanent, False)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_a_message_is_in_doubt_only_if_it_leaves_once_the_text_is_due(command: str):
    with sink("-q", command) as port:
        (answer,) = send(port, 1)

    assert isinstance(answer, NotSent)
    assert answer.in_doubt == (command in {"DATA", "."})
