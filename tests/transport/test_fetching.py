"""Mail that a real Postfix hands over by LMTP, and that is fetched from a real Dovecot."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from imapclient import IMAPClient  # type: ignore[import-untyped]

from digest.errors import Transient
from digest.mail.inbound import read
from digest.mail.sender import Verdict, proof
from digest.model.addresses import forms_of
from digest.model.box import Box, ImapPlace, MaildirPlace
from digest.model.installation import Vouching
from digest.model.ledger import InboxEntry
from digest.transport.imap import ImapFetcher
from digest.transport.intake import Intake
from digest.transport.login import logged_in
from digest.transport.maildir import MaildirFetcher
from tests.transport.mailhost import TRUSTED, dovecot, free_port, postfix
from tests.transport.receiving import NOON, Inbox, receiving

TOKEN = "a" * 32
TO = f"digest+{TOKEN}@northbeam.example"
FORMS = forms_of("digest+{token}@northbeam.example")
AUTHOR = "priya@northbeam.example"


@dataclass(frozen=True)
class Host:
    """The ports of a mail host, and what came to ours."""

    smtp: int
    imap: int
    imaps: int
    place: Path
    inbox: Inbox


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    inbox, imaps = Inbox(), free_port()
    with (
        dovecot(imaps=imaps) as (imap, lmtp, place),
        receiving(inbox, speaks_lmtp=True, domain="reply.northbeam.example") as digest,
        postfix(digest=digest, dovecot=lmtp) as smtp,
    ):
        yield Host(smtp, imap, imaps, place, inbox)


def mail(number: int, to: str = TO) -> bytes:
    head = f"From: {AUTHOR}\r\nTo: {to}\r\nMessage-ID: <{number}@laptop.example>\r\n"
    return f"{head}Subject: Re: {number}\r\n\r\n#{number} done\r\n".encode()


def send(host: Host, raw: bytes, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", host.smtp, timeout=20) as client:
        client.sendmail(AUTHOR, [to], raw)


def until(found: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not found() and monotonic() < end:
        sleep(0.02)
    assert found()


def intake(inbox: Inbox) -> Intake:
    boxes = frozenset({"digest@northbeam.example"})
    return Intake(inbox.accept, lambda: NOON, inbox.wake, FORMS, boxes, 100_000)


def place_of(at: Host, **more: Any) -> ImapPlace:
    usual = ImapPlace("127.0.0.1", at.imap, "none", "digest", "secret")
    return replace(usual, **more)


def fetcher(at: Host, inbox: Inbox, *, poll: float = 60, **more: Any) -> ImapFetcher:
    place = place_of(at, **more)
    box = Box("replies", place, timedelta(seconds=poll), Vouching())
    return ImapFetcher(box, place, intake(inbox))


@contextmanager
def opened(host: Host) -> Iterator[IMAPClient]:
    with logged_in(place_of(host), None) as client:
        yield client


@pytest.fixture
def filled(host: Host) -> Iterator[Callable[..., None]]:
    """Put messages into the folder; it is empty at first, and those they are moved to."""
    with opened(host) as client:
        for folder in ("INBOX", "Processed", "Refused"):
            if client.folder_exists(folder):
                client.select_folder(folder)
                client.delete_messages(client.search())
                client.expunge()

        def append(*found: bytes) -> None:
            for raw in found:
                client.append("INBOX", raw)

        yield append


def look(host: Host, inbox: Inbox, **more: Any) -> str:
    one = fetcher(host, inbox, **more)
    with opened(host) as client:
        return one.look(client)


def counts(host: Host) -> tuple[int, ...]:
    with opened(host) as client:
        folders = ("INBOX", "Processed", "Refused")
        return tuple(
            int(client.select_folder(f)[b"EXISTS"]) if client.folder_exists(f) else 0
            for f in folders
        )


def ids(inbox: Inbox) -> list[str]:
    return [entry.message_id for entry in inbox.entries]


def passes(entry: InboxEntry, own_received: int) -> bool:
    found = proof(
        read(entry.raw), author=AUTHOR, authserv_id=TRUSTED, own_received=own_received
    )
    return found.verdict is Verdict.PASS


def test_postfix_hands_a_reply_over_as_the_page_says(host: Host):
    to = f"reply+{TOKEN}@reply.northbeam.example"
    send(host, mail(1, to), to)
    until(lambda: bool(host.inbox.entries))
    (entry,) = host.inbox.entries

    assert (entry.came, entry.recipients, entry.envelope_sender) == ("lmtp", (to,), AUTHOR)
    assert passes(entry, 1)
    assert not passes(entry, 0)


def test_postfix_refuses_by_itself_what_is_nobodys(host: Host):
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(host, mail(2), "someone@reply.northbeam.example")


@pytest.mark.usefixtures("filled")
def test_a_reply_comes_through_postfix_and_dovecot_as_the_page_says(host: Host):
    inbox = Inbox()
    send(host, mail(3), TO)
    until(lambda: counts(host)[0] == 1)

    assert look(host, inbox) == ""
    assert [(e.recipients, e.envelope_sender) for e in inbox.entries] == [((TO,), AUTHOR)]
    assert (inbox.entries[0].came, passes(inbox.entries[0], 2)) == ("mailbox replies", True)
    assert counts(host) == (0, 1, 0)


def test_what_is_not_for_us_or_too_large_is_refused(host: Host, filled):
    inbox = Inbox()
    large = mail(5) + b"x\r\n" * 50_000
    filled(
        mail(4, "ada@northbeam.example"), large, mail(6), mail(7, "digest@northbeam.example")
    )
    look(host, inbox)

    assert ids(inbox) == ["<6@laptop.example>", "<7@laptop.example>"]
    assert counts(host) == (0, 2, 2)


def test_a_message_is_stored_before_it_is_moved(host: Host, filled):
    filled(mail(8))
    with pytest.raises(Transient, match="no space"):
        look(host, Inbox(broken=True))

    assert counts(host) == (1, 0, 0)


def test_what_was_stored_and_not_moved_has_no_second_effect(host: Host, filled):
    """A folder that cannot be made stands for a crash between the two."""
    inbox = Inbox()
    filled(mail(9), mail(10))
    assert look(host, inbox, processed="x" * 300) == "2 cannot be moved away"
    assert (len(inbox.entries), counts(host)[0]) == (2, 2)

    assert look(host, inbox) == ""
    assert (len(inbox.entries), counts(host)) == (2, (0, 2, 0))


def test_what_cannot_be_moved_is_fetched_once(host: Host, filled):
    inbox = Inbox()
    one = fetcher(host, inbox, processed="x" * 300)
    filled(mail(11))
    with opened(host) as client:
        assert one.look(client) == "1 cannot be moved away"
        inbox.broken = True  # storing it once more would fail
        assert one.look(client) == "1 cannot be moved away"


@pytest.mark.parametrize("idle", [True, False], ids=["idle", "polled"])
def test_new_mail_is_fetched_as_it_comes(host: Host, filled, *, idle: bool):
    inbox, stop = Inbox(), Event()
    told: list[str] = []
    one = fetcher(host, inbox, poll=60 if idle else 0.5, idle=idle)
    thread = Thread(target=one.run, args=(stop, told.append), daemon=True)
    thread.start()
    until(lambda: bool(told))
    filled(mail(12))
    until(lambda: bool(inbox.entries))
    stop.set()
    thread.join(10)

    assert (thread.is_alive(), set(told)) == (False, {""})


def test_a_wrong_password_is_told(host: Host):
    with pytest.raises(Transient, match=r"127\.0\.0\.1:\d+: .*[Aa]uthentication failed"):
        fetcher(host, Inbox(), password="wrong").greeting()  # noqa: S106


def test_a_server_that_is_gone_is_told_and_tried_again(host: Host):
    stop = Event()
    told: list[str] = []
    one = fetcher(host, Inbox(), port=free_port())

    def once(problem: str) -> None:
        told.append(problem)
        stop.set()

    one.run(stop, once)

    assert "connection refused" in told[0]


def test_certificates_are_checked(host: Host):
    strict: dict[str, Any] = {"host": "localhost", "port": host.imaps, "tls": "implicit"}
    with pytest.raises(Transient, match="certificate is not trusted"):
        fetcher(host, Inbox(), **strict).greeting()

    known = fetcher(host, Inbox(), **strict, ca_file=host.place / "cert.pem").greeting()
    assert known.endswith("in INBOX, tells of new mail")


def test_starttls_is_spoken(host: Host):
    more: dict[str, Any] = {
        "host": "localhost",
        "tls": "starttls",
        "ca_file": host.place / "cert.pem",
    }

    assert "in INBOX" in fetcher(host, Inbox(), **more).greeting()


def maildir(tmp_path: Path, inbox: Inbox, **more: Path) -> MaildirFetcher:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    place = MaildirPlace(tmp_path, **more)
    return MaildirFetcher(Box("local", place, timedelta(1), Vouching()), place, intake(inbox))


def test_a_maildir_is_emptied_into_its_cur(tmp_path: Path):
    inbox = Inbox()
    one = maildir(tmp_path, inbox)
    (tmp_path / "new" / "1.host").write_bytes(mail(1).replace(b"\r\n", b"\n"))
    (tmp_path / "new" / "2.host").write_bytes(mail(2, "ada@northbeam.example"))

    assert one.look() == ""
    assert ids(inbox) == ["<1@laptop.example>"]
    assert sorted(p.name for p in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "2.host:2,FS"]


def test_a_maildir_may_name_other_folders(tmp_path: Path):
    one = maildir(tmp_path, Inbox(), processed=tmp_path / "in", refused=tmp_path / "out")
    (tmp_path / "new" / "1").write_bytes(mail(1))
    (tmp_path / "new" / "2").write_bytes(mail(2) + b"x" * 200_000)
    one.look()

    assert [p.name for p in (tmp_path / "in").iterdir()] == ["1"]
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["2"]


def test_a_link_in_a_maildir_is_not_followed(tmp_path: Path):
    inbox = Inbox()
    one = maildir(tmp_path, inbox)
    (tmp_path / "secret").write_bytes(mail(1))
    (tmp_path / "new" / "1").symlink_to(tmp_path / "secret")

    assert one.look() == "1 cannot be read or moved"
    assert not inbox.entries
