"""A worker that is killed while it sends: what it was handing over is in doubt, no more."""

import multiprocessing as mp
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.clock import SystemClock
from digest.model.directory import Directory
from digest.model.ledger import Delivery, DeliveryState
from digest.store import open_store
from digest.transport.smtp import Relay, SmtpTransport
from digest.workflow.deliver import deliver
from tests.transport.relays import Server, running
from tests.workflow.company import company, person

CONNECTIONS, NUMBER = 3, 40
PEOPLE = {f"p{n}": person(f"p{n}", f"Person {n}") for n in range(NUMBER)}


def letter(number: int) -> Delivery:
    return Delivery(
        id=f"d{number}",
        kind="receipt",
        subject="storm",
        recipient=f"p{number}",
        address=f"p{number}@northbeam.example",
        envelope_sender="",
        message_id=f"<d{number}@northbeam.example>",
        raw=b"Subject: one of many\r\n\r\nThe quick brown fox.\r\n",
        queued_at=SystemClock().now(),
    )


def send(place: Path, port: int) -> None:
    with closing(open_store(f"sqlite:///{place / 'store.db'}")) as store:
        world = company(store, place).world
        relay = SmtpTransport(Relay("127.0.0.1", port, helo="x"), CONNECTIONS)
        everybody = replace(world.installation, directory=Directory(PEOPLE, {}))
        at = {"transport": relay, "installation": everybody, "clock": SystemClock()}
        deliver(replace(world, **at))  # type: ignore[arg-type]


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """Kill a worker that has forty messages in hand, after some of them."""
    with closing(open_store(f"sqlite:///{tmp_path / 'store.db'}")) as store:
        for number in range(NUMBER):
            store.queue(letter(number))
    server = Server(pause=0.05)
    with running(server) as port:
        worker = mp.get_context("fork").Process(target=send, args=(tmp_path, port))
        worker.start()
        ends = time.monotonic() + 30
        while len(server.taken) < 3 * CONNECTIONS and time.monotonic() < ends:
            time.sleep(0.005)
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        yield server, tmp_path


def test_one_message_for_each_connection_is_in_doubt_and_each_that_came_is_known(
    killed: tuple[Server, Path],
):
    server, place = killed
    later = SystemClock().machine() + timedelta(minutes=1)
    with closing(open_store(f"sqlite:///{place / 'store.db'}")) as store:
        left = store.claim(limit=NUMBER, now=later, lease=timedelta(minutes=1))
        sent = {d.address for d in store.deliveries() if d.state is DeliveryState.SENT}
    doubted = {d.address for d in left if d.in_doubt}
    came = {envelope.rcpt_tos[0] for envelope in server.taken}

    assert len(doubted) <= CONNECTIONS
    assert sent <= came <= sent | doubted
    assert {d.attempts for d in left if d.address not in doubted} == {0}
