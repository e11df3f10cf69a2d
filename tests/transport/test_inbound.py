import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from digest.mail.inbound import peek_signature
from digest.transport.inbound import Receiver, run_receiver
from digest.transport.listen import Address
from digest.transport.session import MAX_SESSIONS
from tests.logs.capture import logged
from tests.transport.receiving import (
    DOMAIN,
    MESSAGE,
    NOON,
    OTHER,
    REPLY,
    STOP,
    Inbox,
    receiving,
)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    with receiving(inbox) as port:
        yield port


def client(port: int) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", port, local_hostname="mx.northbeam.example", timeout=10)


def test_a_message_is_stored_with_its_envelope_and_wakes_a_worker(inbox: Inbox, port: int):
    with client(port) as smtp:
        smtp.sendmail("ana@northbeam.example", [REPLY], MESSAGE)

    (entry,) = inbox.entries
    assert (entry.raw, entry.recipients, entry.message_id) == (MESSAGE, (REPLY,), "<1@x>")
    assert (entry.envelope_sender, entry.received_at) == ("ana@northbeam.example", NOON)
    assert inbox.woken == ["receive"]


def test_a_signed_message_is_stored_with_what_its_copies_share(inbox: Inbox, port: int):
    signed = b"DKIM-Signature: v=1; b=Zm9v\r\n" + MESSAGE
    with client(port) as smtp:
        smtp.sendmail("ana@northbeam.example", [REPLY], signed)

    assert inbox.entries[0].signature == peek_signature(signed) != ""


def test_the_null_sender_is_empty(inbox: Inbox, port: int):
    with client(port) as smtp:
        smtp.sendmail("", [REPLY], MESSAGE)

    assert inbox.entries[0].envelope_sender == ""


@pytest.mark.parametrize(
    "address",
    [
        "ana@northbeam.example",
        f"ana@{DOMAIN}",
        f"reply+short@{DOMAIN}",
        REPLY.replace(DOMAIN, "elsewhere.example"),
    ],
)
def test_other_addresses_are_no_mailboxes(inbox: Inbox, port: int, address: str):
    with client(port) as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("ana@northbeam.example", [address], MESSAGE)

    assert refused.value.recipients[address][0] == 550
    assert not inbox.entries


@pytest.mark.parametrize("address", [REPLY.upper(), STOP, f"prvs=1234={REPLY}"])
def test_every_form_of_our_addresses_is_taken(inbox: Inbox, port: int, address: str):
    with client(port) as smtp:
        smtp.sendmail("ana@northbeam.example", [address], MESSAGE)

    assert inbox.entries[0].recipients == (address,)


def test_what_cannot_be_stored_is_asked_for_again(inbox: Inbox, port: int):
    inbox.broken = True

    with client(port) as smtp, pytest.raises(smtplib.SMTPDataError) as refused:
        smtp.sendmail("ana@northbeam.example", [REPLY], MESSAGE)

    assert (refused.value.smtp_code, refused.value.smtp_error[:5]) == (451, b"4.3.0")


def test_the_same_message_again_is_taken_and_wakes_nobody(inbox: Inbox, port: int):
    with client(port) as smtp:
        for _ in range(2):
            smtp.sendmail("ana@northbeam.example", [REPLY], MESSAGE)

    assert len(inbox.entries) == len(inbox.woken) == 1


def test_a_message_over_the_limit_is_refused_by_its_announced_size(inbox: Inbox, port: int):
    with client(port) as smtp, pytest.raises(smtplib.SMTPSenderRefused) as refused:
        smtp.sendmail("a@northbeam.example", [REPLY], MESSAGE + b"x" * 200_000)

    assert refused.value.smtp_code == 552
    assert not inbox.entries


def talk(port: int, *commands: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(b"".join(commands))
        heard = b""
        while chunk := wire.recv(65536):
            heard += chunk
    return heard


def opening(recipient: str = REPLY) -> bytes:
    return f"HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n".encode()


def test_a_bare_line_feed_does_not_end_a_message(inbox: Inbox, port: int):
    heard = talk(port, opening(), b"\n.\nMAIL FROM:<evil@b.example>\r\n.\r\n", b"QUIT\r\n")

    assert heard.count(b"250 2.0.0") == 1
    assert inbox.entries[0].raw == b"\n.\nMAIL FROM:<evil@b.example>\r\n"


def test_lone_carriage_returns_and_nul_are_stored_as_they_came(inbox: Inbox, port: int):
    talk(port, opening(), b"a\rb\x00c\r\n..dot\r\n.\r\n", b"QUIT\r\n")

    assert inbox.entries[0].raw == b"a\rb\x00c\r\n.dot\r\n"


def test_a_long_line_is_taken(inbox: Inbox, port: int):
    talk(port, opening(), b"x" * 20_000 + b"\r\n.\r\n", b"QUIT\r\n")

    assert len(inbox.entries[0].raw) == 20_002


def test_a_text_without_end_is_cut_off_before_it_fills_the_memory(inbox: Inbox, port: int):
    wire = socket.create_connection(("127.0.0.1", port), timeout=10)
    with wire, pytest.raises(ConnectionError):
        wire.sendall(opening() + b"x" * 20_000_000)

    assert not inbox.entries


def test_a_silent_client_does_not_hold_up_others(inbox: Inbox, port: int):
    with socket.create_connection(("127.0.0.1", port)) as silent, client(port) as smtp:
        silent.sendall(opening() + b"half a line")
        smtp.sendmail("ana@northbeam.example", [REPLY], MESSAGE)

        assert len(inbox.entries) == 1


def test_a_slow_store_does_not_hold_up_the_conversation_of_others(inbox: Inbox, port: int):
    inbox.gate = threading.Event()
    with client(port) as waiting, client(port) as other:
        args = ("ana@northbeam.example", [REPLY], MESSAGE)
        thread = threading.Thread(target=waiting.sendmail, args=args)
        thread.start()

        assert other.noop()[0] == 250
        inbox.gate.set()
        thread.join()


def test_stopping_lets_a_message_on_its_way_finish(inbox: Inbox):
    inbox.gate = threading.Event()
    threading.Timer(0.3, inbox.gate.set).start()
    with receiving(inbox) as port:
        smtp = client(port)
        args = ("ana@northbeam.example", [REPLY], MESSAGE)
        thread = threading.Thread(target=smtp.sendmail, args=args)
        thread.start()
        time.sleep(0.1)
    thread.join()
    smtp.close()

    assert len(inbox.entries) == 1


def test_stopping_does_not_wait_for_a_silent_client(inbox: Inbox):
    began = time.monotonic()
    with receiving(inbox) as port:
        wire = socket.create_connection(("127.0.0.1", port))
        assert wire.recv(100).startswith(b"220 ")
    wire.close()

    assert time.monotonic() - began < 2


def lmtp_talk(path: Path, recipients: list[str], *commands: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect(str(path))
        named = b"".join(f"RCPT TO:<{one}>\r\n".encode() for one in recipients)
        wire.sendall(b"LHLO x\r\nMAIL FROM:<a@b.example>\r\n" + named + b"".join(commands))
        return b"".join(iter(lambda: wire.recv(65536), b""))


def test_lmtp_answers_once_for_every_recipient(inbox: Inbox, tmp_path: Path):
    path, recipients = tmp_path / "lmtp.sock", [REPLY, "no@b.example", OTHER]
    with receiving(inbox, lmtp=path):
        heard = lmtp_talk(path, recipients, b"DATA\r\nx\r\n.\r\nQUIT\r\n")

    assert heard.endswith(b"250 2.0.0 Stored\r\n250 2.0.0 Stored\r\n221 Bye\r\n")
    assert inbox.entries[0].recipients == (REPLY, OTHER)


def test_lmtp_says_trouble_once_for_every_recipient(inbox: Inbox, tmp_path: Path):
    inbox.broken, path = True, tmp_path / "lmtp.sock"
    with receiving(inbox, lmtp=path):
        heard = lmtp_talk(path, [REPLY, OTHER], b"DATA\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n")

    assert heard.count(b"451 4.3.0") == 2
    assert heard.endswith(b"250 OK\r\n221 Bye\r\n")


def test_a_stale_socket_is_replaced_and_taken_away_at_the_end(inbox: Inbox, tmp_path: Path):
    path = tmp_path / "lmtp.sock"
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(path))

    with receiving(inbox, lmtp=path):
        assert path.is_socket()

    assert not path.exists()


def test_an_address_in_use_is_an_error(inbox: Inbox, port: int):
    taken = Address("127.0.0.1", port)

    with pytest.raises(OSError, match="address already in use"):
        run_receiver(Receiver(inbox.accept, lambda: NOON, inbox.wake, DOMAIN), taken, None)


def test_one_connection_too_many_is_asked_to_come_later(port: int):
    with ExitStack() as stack:
        many = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            for _ in range(MAX_SESSIONS + 1)
        ]

        greetings = [wire.recv(200)[:3] for wire in many]

    assert greetings.count(b"220") == MAX_SESSIONS
    assert greetings[-1] == b"421"


def test_a_client_that_repeats_a_command_for_ever_is_sent_away(port: int):
    assert talk(port, b"EHLO x\r\n", b"NOOP\r\n" * 150).rstrip().endswith(b"too many times")


def test_the_log_names_no_address(port: int):
    with logged() as log, client(port) as smtp:
        smtp.sendmail("ana@northbeam.example", [REPLY], MESSAGE)

    assert [(event["event"], event["new"]) for event in log.events] == [("arrived", True)]
    assert "reply+" not in log.text
    assert "northbeam" not in log.text
