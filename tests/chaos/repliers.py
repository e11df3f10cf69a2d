"""`make chaos`: twenty people reply and a colleague commits, while workers die at every step.

Workers are killed before or after any call of an edge (store, source, transport): where, is
drawn from the seed.  Then it is counted against the list of what was asked: every reply is in
the document, has one commit and one receipt, and no line of the colleague's is lost.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random
from threading import Event, Thread

from digest.clock import SystemClock
from digest.model.ids import checksum
from digest.model.ledger import Delivery, DeliveryState, InboxEntry, InboxState
from digest.store import migrate
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.chaos.colleague import Colleague
from tests.chaos.doomed import PEOPLE, Place, work, world_at
from tests.sources.upstream import Upstream
from tests.workflow.company import HOST, message

DOCUMENTS = 15
WORKERS = 3
_CALM = 300  # seconds until all must be quiet
_LATER = 600.0  # seconds the clock goes on when all workers are dead: no lease outlives them
_WORDS = {"done": "Done", "in progress": "In progress", "blocked: no gate": "Blocked (no gate)"}
_WAITING = (InboxState.RECEIVED, InboxState.PENDING)


@dataclass(frozen=True)
class Asked:
    """A line of a reply that was taken, and what it must have come to."""

    entry: str
    message_id: str
    title: str
    cell: str


@dataclass
class Office:
    """The repository, the store, who asks for what, and what was asked."""

    place: Place
    seed: int
    per_person: int
    upstream: Upstream = field(init=False)
    asked: list["Asked"] = field(default_factory=list)
    killed: int = 0
    now: datetime = field(init=False)
    written: list[str] = field(default_factory=list)  # by the colleague

    def set_up(self) -> None:
        """Write documents in which everybody has items, and tell all of them."""
        self.now = SystemClock().now()
        self.upstream = Upstream.create(self.place.upstream)
        self.upstream.commit({f"{n:02}.md": self._text(n).encode() for n in range(DOCUMENTS)})
        migrate(self.place.database)
        self.world = world_at(self.place)
        for key in self.world.installation.directory.people:
            self.world.store.choices(key, now=self.now - timedelta(days=14))
        self.world.store.start(None, self.now)
        gather(self.world, "docs")
        publish(self.world)
        deliver(self.world)

    def _text(self, document: int) -> str:
        """Return a document; items of one person are spread over all of them."""
        due = (self.now + timedelta(days=3)).date()
        rows = [
            f"| {_title(person, number)} | @p{person} | {due} | Not started |"
            for person in range(PEOPLE)
            for number in range(self.per_person)
            if (person + number) % DOCUMENTS == document
        ]
        head = ["| Action | Owner | Due | Status |", "|---|---|---|---|"]
        title = f"# Gate meeting {document}, {self.now.date()}"
        return "\n".join([title, "", "## Action Items", "", *head, *rows, "", "Notes", ""])

    def blow(self, seconds: float) -> None:
        """Let everybody work at once, and workers die and come again."""
        stop, random = Event(), Random(self.seed)  # noqa: S311 - what happens when
        colleague = Colleague(self.upstream, self.place.root / "tree", DOCUMENTS)
        crowd = [Thread(target=self._reply, args=(n, stop)) for n in range(PEOPLE)]
        crowd.append(Thread(target=colleague.commit, args=(stop,)))
        for thread in crowd:
            thread.start()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self._round(random, ends)
        stop.set()
        for thread in crowd:
            thread.join()
        self.written = colleague.written

    def _round(self, random: Random, ends: float) -> None:
        """Start workers, each with its hour; when all are dead, their leases run out."""
        forked = multiprocessing.get_context("forkserver")
        dooms = [random.randint(5, 250) for _ in range(WORKERS)]
        workers = [forked.Process(target=work, args=(self.place, doom)) for doom in dooms]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(max(0.1, ends - time.monotonic()))
            worker.kill()
            worker.join()
        self.killed += len(workers)
        self.place.forward(_LATER)

    def _reply(self, person: int, stop: Event) -> None:
        """Answer for one's items, one mail for one or two; now and then the same mail twice."""
        random = Random(self.seed * 1000 + person)  # noqa: S311 - what happens when
        (digest,) = (d for d in self.world.store.deliveries(limit=100) if _is(d, person))
        handles = sorted(digest.handles)
        while handles and not stop.wait(random.uniform(0, 2)):
            some = [handles.pop() for _ in range(min(len(handles), random.choice((1, 1, 2))))]
            word = random.choice(sorted(_WORDS))
            entry = self._entry(digest, "\n".join(f"#{n} {word}" for n in some))
            titles = self._titles(digest, some)
            self.world.store.accept(entry)  # the end of DATA: from here on it is ours
            told = (entry.id, entry.message_id)
            self.asked += [Asked(*told, title, _WORDS[word]) for title in titles]
            if random.random() < 0.2:
                self.world.store.accept(entry)

    def _titles(self, digest: Delivery, handles: list[int]) -> list[str]:
        ids = [digest.handles[n] for n in handles]
        return [tracked.item.text for tracked in self.world.store.tracked(ids=ids)]

    def _entry(self, digest: Delivery, typed: str) -> InboxEntry:
        address = message(digest)["Reply-To"].addresses[0].addr_spec
        author = f"{digest.recipient}@northbeam.example"
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = author, address, f"Re: {digest.title}"
        mail["Message-ID"] = f"<{checksum((author + typed).encode())[:20]}@client.example>"
        mail.set_content(typed)
        proof = f"Authentication-Results: {HOST}; dmarc=pass header.from=northbeam.example\r\n"
        raw = f"{proof}Received: from x by {HOST}\r\n".encode() + mail.as_bytes()
        now = self.world.clock.now()
        return InboxEntry(checksum(raw), str(mail["Message-ID"]), raw, author, (address,), now)

    def settle(self) -> bool:
        """Let one worker that nobody kills end it all; say whether nothing is left to do."""
        ends = time.monotonic() + _CALM
        while time.monotonic() < ends:
            work(self.place, 0)
            self.place.forward(_LATER)
            entries = self.world.store.arrivals()
            sent = self.world.store.deliveries(limit=10_000)
            queued = any(one.state is DeliveryState.QUEUED for one in sent)
            if not queued and not any(entry.state in _WAITING for entry in entries):
                return True
        return False


def _title(person: int, number: int) -> str:
    return f"Oil gate {person * 100 + number}"


def _is(delivery: Delivery, person: int) -> bool:
    return delivery.kind == "digest" and delivery.recipient == f"p{person}"


def count(office: Office) -> list[str]:
    """Return what is lost, doubled or stuck."""
    text = "\n".join(office.upstream.read(f"{n:02}.md").decode() for n in range(DOCUMENTS))
    rows = [row for row in text.split("\n") if row.startswith("|")]
    faults = [
        f"{one.title}: asked {one.cell}, and the document says otherwise"
        for one in office.asked
        if [f"| {one.cell} |" in row for row in rows if f"| {one.title} |" in row] != [True]
    ]
    commits = office.upstream.git(*_TRAILERS, "main").split()
    faults += _not_once("commits", {one.message_id for one in office.asked}, commits)
    store = office.world.store
    receipted = [entry for batch in office.place.receipts() for entry in store.told_in(batch)]
    for entry in {one.entry for one in office.asked}:
        if store.receipt_of(entry, again=True):  # it was kept first, and landed later
            receipted.remove(entry)
    faults += _not_once("receipts", {one.entry for one in office.asked}, receipted)
    lines = [line for line in text.split("\n") if line.startswith("- Seen ")]
    faults += _not_once("lines of the colleague", set(office.written), lines)
    return faults


_TRAILERS = ("log", "--format=%(trailers:key=Message-ID,valueonly)")


def _not_once(what: str, wanted: set[str], found: list[str]) -> list[str]:
    number = Counter(found)
    return [
        f"{what} of {one}: {number[one]}" for one in wanted | set(found) if number[one] != 1
    ]


def run(seconds: float, seed: int) -> list[str]:
    """Let one storm blow; return what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Place(Path(folder)), seed, per_person=max(2, min(14, int(seconds / 4))))
        office.set_up()
        office.blow(seconds)
        quiet = office.settle()
        faults = count(office) + ([] if quiet else ["something is left to do"])
        replies = len({one.entry for one in office.asked})
        told = f"{PEOPLE} people, {replies} replies about {len(office.asked)} items, "
        told += f"{len(office.written)} commits of a colleague, {office.killed} workers killed"
        print(f"{told} (seed {seed})", flush=True)  # noqa: T201
        return faults


def main() -> int:
    """Let a storm blow; 1 if something was lost, doubled or stuck."""
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=0, help="else another each time")
    told = asked.parse_args()
    multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.chaos.doomed"])
    faults = run(told.seconds, told.seed or time.time_ns() % 1_000_000)
    for fault in faults:
        print(f"FAIL {fault}")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
