"""`make chaos`: twenty people reply and a colleague commits, while whoever works for them dies.

Replies are handed over by LMTP and into mailboxes, to processes that die before or after they
stored one, and at any other moment.  Workers are killed before or after any call of an edge
(store, source, transport): where, is drawn from the seed.  Then it is counted against the list
of what was asked: every reply is in the document, has one commit and one receipt, and no line
of the colleague's is lost.  A second storm writes into a folder, where nobody commits.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random
from threading import Event, Thread

from _pytest.outcomes import Skipped

from digest.clock import SystemClock
from digest.model.ids import checksum
from digest.model.ledger import Delivery, DeliveryState, InboxEntry, InboxState
from digest.store import migrate
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.chaos.colleague import Colleague
from tests.chaos.doomed import PEOPLE, Place, work, world_at
from tests.chaos.entrances import Entrances
from tests.sources.upstream import Upstream
from tests.transport.mailhost import dovecot
from tests.workflow.company import HOST, message

DOCUMENTS = 15
WORKERS = 3
_CALM = 300  # seconds until all must be quiet
_LATER = 600.0  # seconds the clock goes on when all workers are dead: no lease outlives them
_WORDS = {
    "done": "Done",
    "in progress": "In progress",
    "blocked: no gate": "Blocked (no gate)",
    "note: rusty": "Not started (note: rusty)",  # what is written twice would be seen
}
_WAITING = (InboxState.RECEIVED, InboxState.PENDING)


@dataclass(frozen=True)
class Asked:
    """A line of a reply that was taken, and what it must have come to."""

    message_id: str
    title: str
    cell: str


@dataclass
class Office:
    """The repository or folder, the store, who asks for what, and what was asked."""

    place: Place
    seed: int
    per_person: int
    folder: bool = False
    imap: int | None = None  # port of a mailbox that replies come to as well
    upstream: Upstream = field(init=False)
    entrances: Entrances = field(init=False)
    asked: list["Asked"] = field(default_factory=list)
    killed: int = 0
    now: datetime = field(init=False)
    written: list[str] = field(default_factory=list)  # by the colleague

    def set_up(self) -> None:
        """Write documents in which everybody has items, and tell all of them."""
        self.now = SystemClock().now()
        written = {f"{n:02}.md": self._text(n).encode() for n in range(DOCUMENTS)}
        if self.folder:
            self.place.folder.mkdir()
            for name, raw in written.items():
                (self.place.folder / name).write_bytes(raw)
        else:
            self.upstream = Upstream.create(self.place.upstream)
            self.upstream.commit(written)
        self.entrances = Entrances(self.place, self.seed, self.imap)
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
        crowd = [Thread(target=self._reply, args=(n, stop)) for n in range(PEOPLE)]
        if not self.folder:
            colleague = Colleague(self.upstream, self.place.root / "tree", DOCUMENTS)
            self.written = colleague.written
            crowd.append(Thread(target=colleague.commit, args=(stop,)))
        self.entrances.set_up()
        for thread in crowd:
            thread.start()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self._round(random, ends)
        stop.set()
        for thread in crowd:
            thread.join()
        self.entrances.close()

    def _round(self, random: Random, ends: float) -> None:
        """Start workers, each with its hour; when all are dead, their leases run out."""
        forked = multiprocessing.get_context("forkserver")
        dooms = [random.randint(5, 150) for _ in range(WORKERS)]
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
        digest = self.digest_of(person)
        handles = sorted(digest.handles)
        while handles and not stop.wait(random.uniform(0, 2)):
            some = [handles.pop() for _ in range(min(len(handles), random.choice((1, 1, 2))))]
            word = random.choice(sorted(_WORDS))
            entry = self.entry(digest, some, word)
            self.entrances.hand_over(entry, random)  # from here on it is ours
            if random.random() < 0.2:
                self.entrances.hand_over(entry, random)

    def digest_of(self, person: int) -> Delivery:
        """Return what a person answers."""
        found = self.world.store.deliveries(limit=100)
        return next(d for d in found if d.kind == "digest" and d.recipient == f"p{person}")

    def entry(self, digest: Delivery, handles: list[int], word: str) -> InboxEntry:
        """Return a reply that says the same of some items, and note that it was asked."""
        entry = self._entry(digest, "\n".join(f"#{n} {word}" for n in handles))
        titles = self._titles(digest, handles)
        self.asked += [Asked(entry.message_id, title, _WORDS[word]) for title in titles]
        return entry

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

    @property
    def replies(self) -> set[str]:
        """The Message-ID of each reply."""
        return {one.message_id for one in self.asked}

    def text_of(self, name: str) -> str:
        """Return a document as it is now."""
        if self.folder:
            return (self.place.folder / name).read_text()
        return self.upstream.read(name).decode()

    def told(self) -> str:
        """Return what happened."""
        ways = ", ".join(f"{n} by {way}" for way, n in sorted(self.entrances.taken.items()))
        dead = f"{self.killed} workers and {self.entrances.killed} receivers killed"
        told = f"{PEOPLE} people, {len(self.replies)} replies about {len(self.asked)} items"
        where = "a folder" if self.folder else f"{len(self.written)} commits of a colleague"
        return f"{told} ({ways}), {where}, {dead}"

    def settle(self) -> bool:
        """Let one worker that nobody kills end it all; say whether nothing is left to do."""
        ends = time.monotonic() + _CALM
        while time.monotonic() < ends:
            work(self.place, 0)
            self.place.forward(_LATER)
            entries = self.world.store.arrivals(limit=10_000)
            sent = self.world.store.deliveries(limit=10_000)
            queued = any(one.state is DeliveryState.QUEUED for one in sent)
            if not queued and not any(entry.state in _WAITING for entry in entries):
                return True
        return False


def _title(person: int, number: int) -> str:
    return f"Oil gate {person * 100 + number}"


def count(office: Office) -> list[str]:
    """Return what is lost, doubled or stuck."""
    text = "\n".join(office.text_of(f"{n:02}.md") for n in range(DOCUMENTS))
    rows = [row for row in text.split("\n") if row.startswith("|")]
    faults = [
        f"{one.title}: asked {one.cell}, and the document says otherwise"
        for one in office.asked
        if [f"| {one.cell} |" in row for row in rows if f"| {one.title} |" in row] != [True]
    ]
    if not office.folder:
        commits = office.upstream.git(*_TRAILERS, "main").split()
        faults += _not_once("commits", office.replies, commits)
        lines = [line for line in text.split("\n") if line.startswith("- Seen ")]
        faults += _not_once("lines of the colleague", set(office.written), lines)
    return faults + _not_once("receipts", office.replies, _receipted(office))


def _receipted(office: Office) -> list[str]:
    """Return the Message-ID of the reply that each receipt tells of."""
    store = office.world.store
    arrived = {entry.id: entry for entry in store.arrivals(limit=10_000)}
    receipted = [entry for batch in office.place.receipts() for entry in store.told_in(batch)]
    for entry in arrived:
        if store.receipt_of(entry, again=True):  # it was kept first, and landed later
            receipted.remove(entry)
    return [arrived[entry].message_id for entry in receipted]


_TRAILERS = ("log", "--format=%(trailers:key=Message-ID,valueonly)")


def _not_once(what: str, wanted: set[str], found: list[str]) -> list[str]:
    number = Counter(found)
    return [
        f"{what} of {one}: {number[one]}" for one in wanted | set(found) if number[one] != 1
    ]


def run(
    seconds: float, seed: int, *, folder: bool = False, imap: int | None = None
) -> list[str]:
    """Let one storm blow; return what is wrong."""
    with tempfile.TemporaryDirectory() as root:
        per_person = max(2, min(14, int(seconds / 4)))
        office = Office(Place(Path(root)), seed, per_person, folder, imap)
        office.set_up()
        office.blow(seconds)
        quiet = office.settle()
        faults = count(office) + ([] if quiet else ["something is left to do"])
        print(f"{office.told()} (seed {seed})", flush=True)  # noqa: T201
        return faults


def main() -> int:
    """Let storms blow; 1 if something was lost, doubled or stuck."""
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=0, help="else another each time")
    told = asked.parse_args()
    seed = told.seed or time.time_ns() % 1_000_000
    multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.chaos.warm"])
    with mailbox() as imap:
        faults = run(told.seconds, seed, imap=imap)
        faults += run(told.seconds / 2, seed, folder=True, imap=imap)
    for fault in faults:
        print(f"FAIL {fault}")  # noqa: T201
    return 1 if faults else 0


@contextmanager
def mailbox() -> Iterator[int | None]:
    """Give the port of a real mailbox, None where no server of IMAP can be started."""
    try:
        with dovecot() as (imap, _, _):
            yield imap
    except Skipped:
        print("no Dovecot here: nothing comes by IMAP")  # noqa: T201
        yield None


if __name__ == "__main__":
    sys.exit(main())
