"""`make chaos`: 500 messages while worker, broker, mail server, database are killed; counted.

None may be lost.  A message may come twice only under its own Message-ID, only as many as
were in flight (one for each connection and kill), and the ledger must say that it may have.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from digest.demo.running import Missed
from digest.errors import Transient
from digest.model.ids import delivery_id
from digest.model.ledger import Delivery, DeliveryState
from digest.settings.load import load
from digest.supervise.lock import running
from digest.supervise.ports import free_port
from digest.wiring import wire
from tests.chaos.postgres import Postgres, children

NUMBER = 500
CONNECTIONS = 4
_SECONDS = 0.04  # that the server takes for a message
_KILLS = ("worker", "worker", "worker", "broker", "mail server")
_DATABASES = ("sqlite", "postgresql")  # of these only the second one can be killed
_CALM = 420  # seconds: a message that was hit twice is tried again after five minutes
_SETTINGS = """
from = "Northbeam <digest@northbeam.example>"
smtp = "smtp://127.0.0.1:{port}"
state = "state"
[relay]
connections = {connections}
[web]
port = {web}
[sources.docs]
path = "docs"
"""


@dataclass
class Office:
    """A service of its own with 500 people, and the server that takes their mail."""

    root: Path
    port: int
    killed: Counter[str] = field(default_factory=Counter)
    service: "subprocess.Popen[bytes] | None" = None
    sink: "subprocess.Popen[bytes] | None" = None
    postgres: Postgres | None = None

    @property
    def _variables(self) -> dict[str, str]:
        return {"DATABASE_URL": self.postgres.url} if self.postgres else {}

    @property
    def waiting(self) -> int | None:
        """How many messages have not left; None while the database is down."""
        try:
            return self.world.store.waiting()
        except Transient:
            return None

    @property
    def taken(self) -> Counter[str]:
        """How often the server took each message, by Message-ID."""
        file = self.root / "taken"
        return Counter(file.read_text().split() if file.exists() else [])

    def set_up(self) -> None:
        """Write the settings, and put all messages into the outbox."""
        web, _ = free_port("127.0.0.1", 0, taken={self.port})
        told = _SETTINGS.format(port=self.port, connections=CONNECTIONS, web=web)
        people = (
            f'[people.p{n}]\nname = "Person {n}"\nmail = "p{n}@northbeam.example"\n'
            for n in range(NUMBER)
        )
        (self.root / "docs").mkdir()
        (self.root / "digest.toml").write_text(told + "".join(people))
        self.world = wire(load(self.root / "digest.toml", self._variables))
        for n in range(NUMBER):
            self.world.store.queue(self._letter(n))

    def _letter(self, number: int) -> Delivery:
        id_ = delivery_id("receipt", "storm", f"p{number}")
        message_id = f"<{id_}@northbeam.example>"
        head = f"Message-ID: {message_id}\r\nSubject: {number}\r\n\r\n"
        return Delivery(
            id=id_,
            kind="receipt",
            subject="storm",
            recipient=f"p{number}",
            address=f"p{number}@northbeam.example",
            envelope_sender="",
            message_id=message_id,
            raw=head.encode() + b"The quick brown fox.\r\n" * 300,
            queued_at=self.world.clock.now(),
        )

    def start(self) -> None:
        """Start the service and the server."""
        self.start_sink()
        log = (self.root / "log").open("wb")
        words = [sys.executable, "-m", "digest.cli", "up", "--config"]
        words.append(str(self.root / "digest.toml"))
        known = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.service = subprocess.Popen(  # noqa: S603 - our own interpreter
            words, stdout=log, stderr=subprocess.STDOUT, env=known | self._variables
        )

    def start_sink(self) -> None:
        """Start the server, on the same port each time."""
        words = [sys.executable, "-m", "tests.chaos.sink", str(self.port)]
        words += [str(self.root / "taken"), str(_SECONDS)]
        self.sink = subprocess.Popen(words, stdout=subprocess.PIPE)  # noqa: S603
        assert self.sink.stdout
        self.sink.stdout.readline()

    def kill(self, name: str) -> None:
        """Kill a process as the kernel does when memory is short: nothing is said before."""
        if name == "mail server":
            assert self.sink
            self.sink.kill()
            self.sink.wait()
            self.start_sink()
        elif name == "database":
            assert self.postgres
            self.postgres.kill()
        elif pid := running(self.root / "state").get(name):
            for each in (pid, *children(pid)):  # at once: none may finish what it began
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)
        self.killed[name] += 1

    def stop(self) -> None:
        """End everything."""
        if self.service and self.service.poll() is None:
            self.service.send_signal(signal.SIGTERM)
            self.service.wait(timeout=30)
        if self.sink:
            self.sink.kill()
            self.sink.wait()
        if self.postgres:
            self.postgres.stop()


def storm(office: Office, random: Random) -> None:
    """Kill one process after the other while mail flows, then let it end.

    Raises:
        Missed: some of it does not leave.
    """
    kills = random.sample(_KILLS, k=random.randint(3, len(_KILLS)))
    if office.postgres:
        kills.insert(random.randint(0, len(kills)), "database")
    for kill in kills:
        before = len(office.taken)
        _wait(office, lambda at=before: len(office.taken) > at)  # type: ignore[misc]
        time.sleep(random.uniform(0, 1.2))
        if len(office.taken) < NUMBER:
            office.kill(kill)
    _wait(office, lambda: office.waiting == 0)


def _wait(office: Office, seen: Callable[[], bool]) -> None:
    ends = time.monotonic() + _CALM
    while not seen():
        if time.monotonic() > ends:
            raise Missed(f"{office.waiting} messages wait after {_CALM} s")
        time.sleep(0.05)


def count(office: Office) -> tuple[list[str], str]:
    """Return what is wrong, and what was seen."""
    taken, sent = office.taken, office.world.store.deliveries(limit=NUMBER + 1)
    twice = {id_: number - 1 for id_, number in taken.items() if number > 1}
    doubted = {delivery.message_id for delivery in sent if delivery.in_doubt}
    faults = [f"lost: {d.message_id}" for d in sent if not taken[d.message_id]]
    faults += [f"not marked as sent: {d.id}" for d in sent if d.state is not DeliveryState.SENT]
    silent = set(twice) - doubted
    faults += [f"came twice and the ledger does not say so: {id_}" for id_ in silent]
    kills = office.killed.total() - office.killed["broker"]
    if sum(twice.values()) > kills * CONNECTIONS:
        faults.append(f"{sum(twice.values())} came twice, after {kills} kills")
    ended = office.killed["worker"] + office.killed["database"]  # either ends a delivery
    crashed = [d for d in sent if d.in_doubt and "worker stopped" in d.last_error]
    if len(crashed) > ended * CONNECTIONS:
        faults.append(f"{len(crashed)} are in doubt for {ended} killed workers and databases")
    if set(taken) - {delivery.message_id for delivery in sent}:
        faults.append("a message came under another Message-ID")
    killed = ", ".join(f"{n} x {name}" for name, n in sorted(office.killed.items()))
    again = sum(twice.values())
    seen = f"{len(taken)} of {NUMBER} came, {again} of them twice; killed {killed}"
    return faults, f"{seen}; {len(doubted)} marked as in doubt"


def run(seed: int, database: str) -> tuple[list[str], Counter[str]]:
    """Let one storm blow; return what is wrong, and how many messages were lost or doubled."""
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        port, _ = free_port("127.0.0.1", 0)
        office = Office(Path(place), port)
        office.postgres = Postgres() if database == "postgresql" else None
        began = time.monotonic()
        try:
            office.set_up()
            office.start()
            storm(office, Random(seed))  # noqa: S311 - what happens when, no secret
            faults, seen = count(office)
            told = tally(office)
        except Missed as missed:
            faults, seen = [str(missed)], "stuck"
        finally:
            office.stop()
        took = timedelta(seconds=round(time.monotonic() - began))
        print(f"{seen} ({database}, seed {seed}, {took})", flush=True)  # noqa: T201
        if faults:
            log = (office.root / "log").read_text(errors="replace").splitlines()
            print("\n".join(["the log ends:", *log[-30:]]))  # noqa: T201
        return faults, told


def tally(office: Office) -> Counter[str]:
    """Return how many messages came, were lost, came twice, and are in doubt."""
    taken, sent = office.taken, office.world.store.deliveries(limit=NUMBER + 1)
    return Counter(
        came=len(taken),
        lost=sum(1 for delivery in sent if not taken[delivery.message_id]),
        twice=sum(number - 1 for number in taken.values()),
        doubt=sum(1 for delivery in sent if delivery.in_doubt),
        kills=sum(office.killed.values()),
    )


def main() -> int:
    """Let storms blow; 1 if something was lost, doubled or stuck."""
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--runs", type=int, default=1)
    asked.add_argument("--seed", type=int, default=0, help="else another each time")
    asked.add_argument("--database", choices=_DATABASES, help="else in turn")
    told = asked.parse_args()
    seed = told.seed or time.time_ns() % 1_000_000
    databases = [told.database] if told.database else _DATABASES
    ran = [run(seed + n, databases[n % len(databases)]) for n in range(told.runs)]
    faults = [fault for found, _ in ran for fault in found]
    all_ = sum((counted for _, counted in ran), Counter[str]())
    print(  # noqa: T201
        f"{told.runs} runs: {all_['came']} of {told.runs * NUMBER} messages came,"
        f" {all_['lost']} lost, {all_['twice']} second copies with the same Message-ID,"
        f" {all_['doubt']} marked as in doubt, after {all_['kills']} kills"
    )
    for fault in faults:
        print(f"FAIL {fault}")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
