"""Five thousand messages through the whole outbox: what the ledger costs beside bare SMTP.

Ours claims, looks who still wants theirs, sends, and records each answer before its connection
goes on.  Postfix's smtp-sink takes the mail where it is installed; a server of ours, which is
slower than what is measured, where it is not.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from socket import create_connection

import aiosmtplib

from digest.clock import SystemClock
from digest.model.directory import Directory
from digest.model.ledger import Delivery
from digest.store import open_store
from digest.supervise.ports import free_port
from digest.transport.smtp import Relay, SmtpTransport
from digest.workflow.deliver import deliver
from tests.benchmarks.frame import Rival, report
from tests.workflow.company import company, person

NUMBER, PEOPLE, CONNECTIONS, ROUNDS = 5000, 1000, 4, 3
_ALONE = 300  # of one connection a message, which takes long
_BYTES = 11_500
_NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_HELO = "digest.northbeam.example"


def run() -> bool:
    """Send all; compare with bare aiosmtplib, and with a connection and a loop a message.

    By the clock, and by the CPU of this process: the former swings where others work, too.
    """
    messages = [_message(number) for number in range(NUMBER)]
    ours, bare, alone = _Best(), _Best(), _Best()
    with tempfile.TemporaryDirectory() as place, _sink(Path(place)) as port:
        for number in range(ROUNDS):
            _ours(ours, Path(place) / f"{number}.db", messages, port)
            bare.measure(NUMBER, lambda: asyncio.run(_bare(messages, port)))
            alone.measure(_ALONE, lambda: _one_by_one(messages[:_ALONE], port))
    return all(
        [
            report(
                f"{NUMBER:,} messages, {1000 / ours.clock:,.0f} a second",
                *(ours.clock, "s for 1,000"),
                Rival(
                    f"bare aiosmtplib, {1000 / bare.clock:,.0f} a second", bare.clock, 1 / 0.6
                ),
                Rival("EmailMessage, asyncio.run and connection for each", alone.clock, 1 / 6),
            ),
            report(
                "the same, by CPU",
                *(ours.cpu, "s for 1,000"),
                Rival("bare aiosmtplib", bare.cpu, 1 / 0.6),
                Rival("EmailMessage, asyncio.run and connection for each", alone.cpu, 1 / 6),
            ),
        ]
    )


@dataclass
class _Best:
    """What a thousand messages cost, in the best round of some: seconds."""

    clock: float = float("inf")
    cpu: float = float("inf")

    def measure(self, number: int, work: Callable[[], object]) -> None:
        """Do some work that sends so many messages."""
        began, spent = time.perf_counter(), time.process_time()
        work()
        self.clock = min(self.clock, (time.perf_counter() - began) / number * 1000)
        self.cpu = min(self.cpu, (time.process_time() - spent) / number * 1000)


def _ours(best: _Best, place: Path, messages: Sequence[Delivery], port: int) -> None:
    """Measure from the outbox to the ledger."""
    with closing(open_store(f"sqlite:///{place}")) as store:
        for message in messages:
            store.queue(message)
        store.choices_of([f"p{n}" for n in range(PEOPLE)], now=_NOW)  # as composing asks them
        work = company(store, place.with_suffix(""))
        people = {f"p{n}": person(f"p{n}", f"Person {n}") for n in range(PEOPLE)}
        relay = Relay("127.0.0.1", port, helo=_HELO)
        world = replace(
            work.world,
            installation=replace(work.world.installation, directory=Directory(people, {})),
            transport=SmtpTransport(relay, CONNECTIONS),
            clock=SystemClock(),
        )
        best.measure(len(messages), lambda: deliver(world))
        assert store.waiting() == 0


async def _bare(messages: Sequence[Delivery], port: int) -> None:
    waiting = iter(messages)

    async def work() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, local_hostname=_HELO)
        async with client:
            for message in waiting:
                await client.sendmail(message.envelope_sender, [message.address], message.raw)

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))


def _one_by_one(messages: Sequence[Delivery], port: int) -> None:
    for message in messages:
        asyncio.run(_alone(message, port))


async def _alone(message: Delivery, port: int) -> None:
    """Send as most programs do: an `EmailMessage`, which the client writes out."""
    made = EmailMessage()
    made["From"], made["To"] = message.envelope_sender, message.address
    made["Message-ID"], made["Subject"] = message.message_id, message.id
    made.set_content(message.raw[: _BYTES // 4].decode(), cte="quoted-printable")
    html = message.raw[_BYTES // 4 :].decode()
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    await aiosmtplib.send(made, hostname="127.0.0.1", port=port, local_hostname=_HELO)


def _message(number: int) -> Delivery:
    who, subject = f"p{number % PEOPLE}", f"storm/{number // PEOPLE}"
    message_id = f"<d{number}@northbeam.example>"
    head = f"Message-ID: {message_id}\r\nSubject: {number}\r\n\r\n".encode()
    line = b"The quick brown fox jumps over the lazy dog and the sleeping cat.\r\n"
    return Delivery(
        id=f"d{number}",
        kind="receipt",
        subject=subject,
        recipient=who,
        address=f"{who}@northbeam.example",
        envelope_sender="digest@northbeam.example",
        message_id=message_id,
        raw=head + line * (_BYTES // len(line)),
        queued_at=_NOW,
    )


@contextmanager
def _sink(place: Path) -> Iterator[int]:
    """Run a server that takes everything; give its port."""
    port, _ = free_port("127.0.0.1", 0)
    found = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin")
    words = [sys.executable, "-m", "tests.chaos.sink", str(port), str(place / "taken"), "0"]
    if found:
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        words = [found, *user, f"127.0.0.1:{port}", "1000"]
    else:
        print("no smtp-sink (Postfix) is installed: a slower server takes the mail")  # noqa: T201
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait(port)
        yield port
    finally:
        running.kill()
        running.wait()


def _wait(port: int) -> None:
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
