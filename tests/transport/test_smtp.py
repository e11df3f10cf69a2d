import shutil
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from digest.errors import Transient
from digest.mail.compose import compose
from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.smtp import Answer, Relay, SmtpTransport, Tls
from tests.mail.test_compose import PLAIN
from tests.mail.test_dkim import signers, verified
from tests.transport.relays import GONE, Server, certified, running

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="makes certificates")

RAW = (
    b"Subject: =?utf-8?q?a_long_one?=\r\n"
    + b"List-Unsubscribe: <https://x/"
    + b"u" * 200
    + b">\r\n\r\n.dot\r\n"
)


def letter(number: int, **changes: str) -> Delivery:
    made = Delivery(
        id=f"d{number}",
        kind="digest",
        subject="weekly/2026-11-23",
        recipient="ana",
        address=f"p{number}@northbeam.example",
        envelope_sender=f"bounce+{'a' * 32}@in.northbeam.example",
        message_id=f"<{number}@northbeam.example>",
        raw=RAW,
        queued_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def port(server: Server) -> Iterator[int]:
    with running(server) as port:
        yield port


def send(port: int, *letters: Delivery, connections: int = 1) -> list[Answer]:
    relay = Relay("127.0.0.1", port, timeout=3.0, helo="digest.northbeam.example")
    return SmtpTransport(relay, connections).send(letters)


def test_bytes_arrive_as_they_were_serialised(server: Server, port: int):
    answers = send(port, letter(1))

    assert answers == [Sent("d1", "250 2.0.0 queued")]
    assert server.taken[0].original_content == RAW


def test_many_messages_share_a_connection(server: Server, port: int):
    answers = send(port, *(letter(n) for n in range(20)))

    assert [answer.delivery for answer in answers] == [f"d{n}" for n in range(20)]
    assert (len(server.taken), len(server.sessions)) == (20, 1)


def test_several_connections_leave_no_message_out_and_send_none_twice(
    server: Server, port: int
):
    send(port, *(letter(n) for n in range(50)), connections=3)

    assert len({envelope.rcpt_tos[0] for envelope in server.taken}) == len(server.taken) == 50


def test_the_null_reverse_path_is_sent(server: Server, port: int):
    send(port, letter(1, envelope_sender=""))

    assert server.taken[0].mail_from == "<>"


@pytest.mark.parametrize(
    ("reply", "permanent"), [("550 5.1.1 who?", True), ("450 4.2.1 later", False)]
)
def test_one_refused_recipient_does_not_stop_the_others(
    server: Server,
    port: int,
    reply: str,
    permanent: bool,  # noqa: FBT001
):
    server.refused["p2@northbeam.example"] = reply

    first, second, third = send(port, letter(1), letter(2), letter(3))

    assert (type(first), type(third)) == (Sent, Sent)
    assert second == NotSent("d2", reply, permanent=permanent)


@pytest.mark.parametrize(
    ("reply", "permanent"), [("554 5.7.1 spam", True), ("451 4.3.0 busy", False)]
)
def test_a_refused_text_is_judged_by_its_code(
    server: Server,
    port: int,
    reply: str,
    permanent: bool,  # noqa: FBT001
):
    server.replies["DATA"] = [reply]

    assert send(port, letter(1)) == [NotSent("d1", reply, permanent=permanent)]


def test_after_421_the_message_is_offered_on_a_new_connection(server: Server, port: int):
    server.replies["MAIL"] = ["421 4.7.0 enough for one session"]

    answers = send(port, letter(1), letter(2))

    assert [type(answer) for answer in answers] == [Sent, Sent]
    assert len(server.taken) == 2


def test_a_connection_lost_before_the_text_is_no_loss(server: Server, port: int):
    server.replies["RCPT"] = [GONE]

    assert [type(answer) for answer in send(port, letter(1), letter(2))] == [Sent, Sent]
    assert len(server.taken) == 2


def test_a_connection_lost_after_the_text_is_told_and_not_repeated(server: Server, port: int):
    server.replies["DATA"] = [GONE]

    first, second = send(port, letter(1), letter(2))

    assert isinstance(first, NotSent)
    assert (first.permanent, first.relay_down) == (False, False)
    assert "may have taken" in first.error
    assert (type(second), len(server.taken)) == (Sent, 2)


def test_a_server_that_does_not_answer_the_text_may_have_taken_it(server: Server, port: int):
    server.pause = 2.0
    relay = Relay("127.0.0.1", port, timeout=0.3, helo="x")

    (answer,) = SmtpTransport(relay).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert "may have taken" in answer.error


def test_a_reply_that_is_none_says_nothing_about_the_message(server: Server, port: int):
    server.replies = {"MAIL": ["hello?"], "DATA": ["hello?"]}

    first, second = send(port, letter(1), letter(2))

    assert isinstance(first, NotSent)
    assert (first.in_doubt, type(second)) == (True, Sent)


def test_lines_that_end_in_half_a_break_end_in_a_whole_one(server: Server, port: int):
    send(port, letter(1, raw=b"Subject: a\n\none\r.\r\ntwo\n.\nthree"))  # type: ignore[arg-type]

    told = b"Subject: a\r\n\r\none\r\n.\r\ntwo\r\n.\r\nthree\r\n"
    assert server.taken[0].original_content == told


def test_a_relay_that_is_not_there_is_down_for_every_message():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        answers = send(unused.getsockname()[1], letter(1), letter(2), connections=2)

    assert all(isinstance(a, NotSent) and a.relay_down and not a.permanent for a in answers)


def test_a_relay_that_says_nothing_is_down():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        relay = Relay("127.0.0.1", silent.getsockname()[1], timeout=0.2, helo="x")
        (answer,) = SmtpTransport(relay).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert answer.relay_down


def test_a_relay_that_wants_a_login_counts_against_no_message(server: Server, port: int):
    server.replies["MAIL"] = ["530 5.7.0 Authentication required"]

    (answer, other) = send(port, letter(1), letter(2))

    assert isinstance(answer, NotSent)
    assert answer.relay_down
    assert isinstance(other, NotSent)
    assert other.relay_down


def refuse(*_: object) -> AuthResult:
    return AuthResult(success=False, handled=False)


def test_a_login_that_is_refused_is_a_relay_that_is_down(server: Server):
    with running(server, auth_require_tls=False, authenticator=refuse) as port:
        relay = Relay("127.0.0.1", port, username="digest", password="wrong", helo="x")  # noqa: S106
        (answer,) = SmtpTransport(relay).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert answer.relay_down
    assert "wrong" not in answer.error


def test_starttls_that_is_not_offered_sends_nothing_in_the_clear(server: Server, port: int):
    (answer,) = SmtpTransport(Relay("127.0.0.1", port, "starttls", helo="x")).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert answer.relay_down
    assert not server.taken


@needs_openssl
@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_goes_over_tls_to_a_server_whose_certificate_is_trusted(
    server: Server, tmp_path: Path, tls: Tls
):
    certificate, context = certified(tmp_path, "IP:127.0.0.1")
    kind: dict[str, Any] = {"tls_context": context} if tls == "starttls" else {"tls": context}
    with running(server, **kind) as port:
        relay = Relay("127.0.0.1", port, tls, helo="x", ca_file=str(certificate))
        answers = SmtpTransport(relay).send([letter(1)])

    assert answers == [Sent("d1", "250 2.0.0 queued")]


@needs_openssl
@pytest.mark.parametrize("names", [("IP:127.0.0.1",), ("DNS:mx.elsewhere.example",)])
def test_a_certificate_that_is_not_trusted_or_not_the_hosts_stops_all(
    server: Server, tmp_path: Path, names: tuple[str, ...]
):
    certificate, context = certified(tmp_path, *names)
    trusted = None if names[0].startswith("IP") else str(certificate)
    with running(server, tls_context=context) as port:
        relay = Relay("127.0.0.1", port, "starttls", helo="x", ca_file=trusted)
        (answer,) = SmtpTransport(relay).send([letter(1)])

    assert isinstance(answer, NotSent)
    assert answer.relay_down
    assert "its certificate is not trusted: " in answer.error
    assert ("ca_file below [relay]" in answer.error) == (trusted is None)
    assert not server.taken


@needs_openssl
def test_opportunistic_tls_takes_any_certificate_and_none(server: Server, tmp_path: Path):
    _, context = certified(tmp_path, "DNS:mx.elsewhere.example")
    answers = []
    for settings in ({"tls_context": context}, dict[str, Any]()):
        with running(server, **settings) as port:
            relay = Relay("127.0.0.1", port, "opportunistic", helo="x")
            answers += SmtpTransport(relay).send([letter(1)])

    assert [type(answer) for answer in answers] == [Sent, Sent]
    assert server.encrypted == [True, False]


@needs_openssl
def test_a_relay_that_is_not_verified_must_still_encrypt(server: Server, tmp_path: Path):
    _, context = certified(tmp_path, "DNS:mx.elsewhere.example")
    answers = []
    for settings in ({"tls_context": context}, dict[str, Any]()):
        with running(server, **settings) as port:
            relay = Relay("127.0.0.1", port, "starttls", helo="x", verify=False)
            answers += SmtpTransport(relay).send([letter(1)])

    assert [type(answer) for answer in answers] == [Sent, NotSent]


def test_mail_is_signed_as_it_leaves_and_alike_when_it_leaves_again(server: Server, port: int):
    signed = letter(1, raw=compose(PLAIN))  # type: ignore[arg-type]
    for _ in range(2):
        SmtpTransport(Relay("127.0.0.1", port, helo="x"), 1, signers("rsa")).send([signed])

    first, second = (bytes(taken.original_content or b"") for taken in server.taken)
    assert verified(first)
    assert first == second


def test_an_answer_is_told_before_its_connection_goes_on(server: Server, port: int):
    told: list[int] = []

    def look(answers: Sequence[Answer], offers: Sequence[str]) -> Sequence[str]:
        told.append(len(server.taken))
        assert len(answers) + len(offers) <= 2
        return offers

    relay = Relay("127.0.0.1", port, helo="x")
    SmtpTransport(relay, 1).send([letter(n) for n in range(5)], look)
    assert told == [0, 1, 2, 3, 4, 5]


def test_what_keeps_an_answer_from_being_written_ends_the_batch(server: Server, port: int):
    def full(answers: Sequence[Answer], offers: Sequence[str]) -> Sequence[str]:
        if not answers:
            return offers
        raise Transient("the disk is full")

    relay = Relay("127.0.0.1", port, helo="x")
    with pytest.raises(Transient, match="disk"):
        SmtpTransport(relay, 2).send([letter(n) for n in range(9)], full)
    assert len(server.taken) <= 2


def test_a_relay_that_puts_off_everything_is_left_alone(server: Server, port: int):
    server.replies["MAIL"] = ["451 4.7.1 slow down"] * 50

    answers = send(port, *(letter(n) for n in range(50)))

    assert len(server.replies["MAIL"]) == 40
    assert [a.relay_down for a in answers if isinstance(a, NotSent)] == [False] * 10 + [
        True
    ] * 40


def test_a_second_connection_that_is_refused_leaves_its_message_to_the_first(server: Server):
    with running(server, limit=1) as port:
        answers = send(port, *(letter(n) for n in range(20)), connections=2)

    assert [type(answer) for answer in answers] == [Sent] * 20
    assert len(server.taken) == 20


def test_an_address_that_cannot_be_written_stops_only_its_message(server: Server, port: int):
    bad = letter(1, address="ana\r\nRCPT TO:<evil@x.example>@northbeam.example")

    first, second = send(port, bad, letter(2))

    assert isinstance(first, NotSent)
    assert first.permanent
    assert (type(second), len(server.taken)) == (Sent, 1)


def test_an_error_names_no_token(server: Server, port: int):
    server.replies["MAIL"] = [f"550 5.7.1 bounce+{'a' * 32}@in.northbeam.example refused"]

    (answer,) = send(port, letter(1))

    assert isinstance(answer, NotSent)
    assert "aaaa" not in answer.error


def test_nothing_to_send_needs_no_relay():
    assert SmtpTransport(Relay("127.0.0.1", 1)).send([]) == []


def test_connections_are_reused_for_what_comes_later(server: Server, port: int):
    later = [[letter(3), letter(4)], [letter(5)], []]
    relay = Relay("127.0.0.1", port, helo="x")

    answers = SmtpTransport(relay, 1).send([letter(1)], more=lambda: later.pop(0))

    assert [type(answer) for answer in answers] == [Sent] * 4
    assert len(server.sessions) == 1


def test_answers_of_all_connections_are_written_down_together(server: Server, port: int):
    groups: list[int] = []
    relay = Relay("127.0.0.1", port, helo="x")
    server.pause = 0.02

    def look(answers: Sequence[Answer], offers: Sequence[str]) -> Sequence[str]:
        groups.append(len(answers))
        return offers

    SmtpTransport(relay, 4).send([letter(n) for n in range(40)], look)

    assert sum(groups) == 40
    assert len(groups) < 40
    assert max(groups) <= 4


def test_no_more_is_offered_in_a_minute_than_the_relay_wants(server: Server, port: int):
    relay, began = Relay("127.0.0.1", port, helo="x"), time.monotonic()
    SmtpTransport(relay, 4, per_minute=600).send([letter(n) for n in range(6)])

    assert time.monotonic() - began > 0.49  # a tenth of a second between two
    assert len(server.taken) == 6
