"""Fetching from an IMAP folder: stored first, then moved; a crash between has no effect."""

from collections.abc import Callable, Iterable
from threading import Event
from time import monotonic

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientAbortError,
    IMAPClientError,
)

from digest.errors import Transient
from digest.logs import Log
from digest.model.box import Box, ImapPlace
from digest.transport.intake import Intake
from digest.transport.login import logged_in
from digest.transport.oauth import TokenCommand

log = Log(__name__)

_AT_ONCE = 200  # messages whose sizes are asked for together
_LONGEST_PAUSE = 60.0  # seconds between two tries to connect
_TURN = 1.0  # seconds after which an idle connection asks whether it should stop

Told = Callable[[str], None]  # what is wrong with the mailbox; empty: it was looked at


class ImapFetcher:
    """One mailbox.  Nothing is kept between two looks but what could not be moved away."""

    def __init__(self, box: Box, place: ImapPlace, intake: Intake) -> None:
        self._box, self._place, self._intake = box, place, intake
        seconds = place.token_timeout.total_seconds()
        self._tokens = (
            TokenCommand(place.token_command, seconds) if place.token_command else None
        )
        self._stuck: set[tuple[int, int]] = set()  # UIDVALIDITY and UID, RFC 9051 §2.3.1.1

    def run(self, stop: Event, told: Told) -> None:
        """Fetch until `stop` is set; a server that is gone is tried again, ever more rarely."""
        pause = 1.0
        while not stop.is_set():
            try:
                with logged_in(self._place, self._tokens) as client:
                    while not stop.is_set():
                        told(self.look(client))
                        pause = 1.0
                        self._wait(client, stop)
            except Transient as error:
                log.warning("not fetched", mailbox=self._box.name, reason=str(error))
                told(str(error))
                stop.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def greeting(self) -> str:
        """Log in, count what is there, take nothing.

        Raises:
            Transient: it cannot be reached, does not let us in, or has no such folder.
        """
        with logged_in(self._place, self._tokens) as client:
            found = client.select_folder(self._place.folder, readonly=True)
            count, idle = int(found[b"EXISTS"]), self._idles(client)
        way = "tells of new mail" if idle else f"is asked every {self._box.poll.seconds} s"
        return f"{self._place.host}: {count} in {self._place.folder}, {way}"

    def look(self, client: IMAPClient) -> str:
        """Store and move everything in the folder; return what is wrong, empty if nothing."""
        validity = int(client.select_folder(self._place.folder)[b"UIDVALIDITY"])
        found = sorted(client.search(["UNDELETED"]))
        new = [uid for uid in found if (validity, uid) not in self._stuck]
        self._stuck &= {(validity, uid) for uid in found}
        for start in range(0, len(new), _AT_ONCE):
            part = client.fetch(new[start : start + _AT_ONCE], ["RFC822.SIZE"])
            for uid, facts in sorted(part.items()):
                if not self._one(client, uid, int(facts[b"RFC822.SIZE"])):
                    self._stuck.add((validity, uid))
        return f"{len(self._stuck)} cannot be moved away" if self._stuck else ""

    def _one(self, client: IMAPClient, uid: int, size: int) -> bool:
        """Take one message and move it; False where it stays."""
        taken = False
        if size <= self._intake.max_bytes:
            facts = client.fetch([uid], ["BODY.PEEK[]"]).get(uid)
            raw = facts.get(b"BODY[]") if facts else None
            if not raw:
                return True  # somebody took it away meanwhile
            taken = self._intake.take(raw, self._box.came)
        try:
            _move(client, uid, self._place.processed if taken else self._place.refused)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            log.warning("not moved", mailbox=self._box.name, reason=type(error).__name__)
            return False
        return True

    def _idles(self, client: IMAPClient) -> bool:
        return self._place.idle and bool(client.has_capability("IDLE"))

    def _wait(self, client: IMAPClient, stop: Event) -> None:
        """Wait until the server tells of new mail, or it is time to look (RFC 2177)."""
        until = monotonic() + self._box.poll.total_seconds()
        if not self._idles(client):
            while monotonic() < until and not stop.wait(_TURN):
                pass
            return
        client.idle()
        try:
            while monotonic() < until and not stop.is_set():
                if _new(client.idle_check(timeout=_TURN)):
                    break
        finally:
            client.idle_done()


def _new(told: Iterable[tuple[object, ...]]) -> bool:
    return any(b"EXISTS" in answer or b"RECENT" in answer for answer in told)


def _move(client: IMAPClient, uid: int, folder: str) -> None:
    if not client.folder_exists(folder):
        client.create_folder(folder)
    if client.has_capability("MOVE"):
        client.move([uid], folder)
        return
    # A crash between these leaves a copy there and the message here: it is found once more.
    client.copy([uid], folder)
    client.delete_messages([uid])
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])
