"""The ways in: a receiver of LMTP and fetchers of mailboxes, which die while mail comes.

Each dies before or after it stored a message, or at any other moment.  Whoever hands mail over
does as mail hosts do: what was not taken is handed over again.
"""

import imaplib
import multiprocessing
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from threading import Event, Thread
from typing import cast

from digest.model.addresses import usual
from digest.model.box import Box, ImapPlace, MaildirPlace
from digest.model.installation import Vouching
from digest.model.ledger import InboxEntry
from digest.ports import Store
from digest.store import open_store
from digest.transport.imap import ImapFetcher
from digest.transport.inbound import MAX_BYTES, Receiver, run_receiver
from digest.transport.intake import Intake
from digest.transport.listen import Address
from digest.transport.maildir import MaildirFetcher
from tests.chaos.doomed import Ahead, Doomed, Fate, Place

DOMAIN = "in.northbeam.example"
_AGAIN = 0.05  # seconds until a mail host tries again
_LIVES = 2.0  # seconds that a process lives at most
_NOBODY = Vouching()


@dataclass
class Entrances:
    """All ways in of one storm; `imap` is the port of a mailbox, where there is one."""

    place: Place
    seed: int
    imap: int | None = None
    killed: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    _over: Event = field(default_factory=Event)

    def set_up(self) -> None:
        """Make the folders of the Maildir, and let processes be born and die."""
        for name in ("new", "cur", "tmp"):
            (self.place.root / "Maildir" / name).mkdir(parents=True)
        lives = ((receiving,), (fetching, self.imap))
        self._threads = [Thread(target=self._reborn, args=live) for live in lives]
        for thread in self._threads:
            thread.start()

    def hand_over(self, entry: InboxEntry, random: Random) -> None:
        """Bring a message by one of the ways, until it is theirs to keep."""
        ways: dict[str, Callable[[InboxEntry], None]] = {"lmtp": self._lmtp}
        ways["maildir"] = self._maildir
        if self.imap:
            ways["imap"] = self._append
        way = random.choice(sorted(ways))
        ways[way](entry)
        self.taken[way] = self.taken.get(way, 0) + 1

    def close(self) -> None:
        """Let nobody die any more, and what waits be fetched."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        for fetcher in _fetchers(self.place, open_store(self.place.database), self.imap):
            stop = Event()
            fetcher.run(stop, lambda _, stop=stop: stop.set())  # type: ignore[misc]

    def _lmtp(self, entry: InboxEntry) -> None:
        while True:
            with suppress(OSError, smtplib.SMTPException):
                with smtplib.LMTP(str(self.place.root / "lmtp"), timeout=20) as client:
                    client.sendmail(entry.envelope_sender, entry.recipients, entry.raw)
                return
            time.sleep(_AGAIN)

    def _maildir(self, entry: InboxEntry) -> None:
        box = self.place.root / "Maildir"
        made = box / "tmp" / entry.id[:20]
        made.write_bytes(entry.raw)
        made.rename(box / "new" / f"{time.monotonic_ns()}.{made.name}")

    def _append(self, entry: InboxEntry) -> None:
        with imaplib.IMAP4("127.0.0.1", self.imap or 0) as client:
            client.login("digest", "secret")
            client.append("INBOX", "", "", entry.raw)

    def _reborn(self, live: Callable[..., None], *more: object) -> None:
        """Start a process again and again; each has its hour."""
        random = Random(self.seed)  # noqa: S311 - what happens when
        forked = multiprocessing.get_context("forkserver")
        while not self._over.is_set():
            doom = random.randint(1, 12)
            one = forked.Process(target=live, args=(self.place, doom, *more))
            one.start()
            one.join(random.uniform(0.3, _LIVES))
            one.kill()
            one.join()
            self.killed += 1


def receiving(place: Place, doom: int) -> None:
    """Take mail by LMTP until death."""
    store = cast("Store", Doomed(open_store(place.database), Fate(doom)))
    receiver = Receiver(store.accept, Ahead(place).machine, _tell_nobody, DOMAIN)
    run_receiver(receiver, None, Address(path=place.root / "lmtp"))


def fetching(place: Place, doom: int, imap: int | None) -> None:
    """Empty the mailboxes until death, as `digest fetch` does."""
    store = cast("Store", Doomed(open_store(place.database), Fate(doom)))
    threads = [
        Thread(target=fetcher.run, args=(Event(), lambda _: None), daemon=True)
        for fetcher in _fetchers(place, store, imap)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _fetchers(
    place: Place, store: Store, imap: int | None
) -> list[MaildirFetcher | ImapFetcher]:
    clock, forms = Ahead(place), usual(DOMAIN)
    taken = Intake(store.accept, clock.machine, _tell_nobody, forms, frozenset(), MAX_BYTES)
    local = MaildirPlace(place.root / "Maildir")
    box = Box("local", local, timedelta(seconds=0.1), _NOBODY)
    found: list[MaildirFetcher | ImapFetcher] = [MaildirFetcher(box, local, taken)]
    if imap:
        there = ImapPlace("127.0.0.1", imap, "none", "digest", "secret", idle=False)
        found.append(
            ImapFetcher(Box("far", there, timedelta(seconds=0.1), _NOBODY), there, taken)
        )
    return found


def _tell_nobody(task: str, *ids: str) -> None:
    """Workers of a storm look by themselves."""
    del task, ids
