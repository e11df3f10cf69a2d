"""A reply as a person's mail program sends it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digest.demo.answer import submit, write_reply
from digest.demo.letter import open_letter
from digest.errors import Permanent, Transient
from digest.model.directory import Person
from digest.supervise.ports import free_port
from tests.demo.village import Village

pytestmark = pytest.mark.enable_socket
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEI = Person("mei", "Mei Tanaka", "mei@northbeam.example")
HOST = "127.0.0.1"


@dataclass
class MailHost:
    """Admits Mei, and answers to what she sends as told."""

    port: int
    answer: str = "250 2.0.0 OK"
    got: list[Envelope] = field(default_factory=list)

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, told: object
    ) -> AuthResult:
        known = LoginPassword(MEI.mail.encode(), MEI.key.encode())
        return AuthResult(success=told == known, handled=False)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.got.append(envelope)
        return self.answer


@pytest.fixture
def host() -> Iterator[MailHost]:
    host = MailHost(free_port(HOST, 0)[0])
    controller = Controller(
        host,
        hostname=HOST,
        port=host.port,
        authenticator=host.authenticate,
        auth_require_tls=False,
    )
    controller.start()
    yield host
    controller.stop()


@pytest.fixture
def letter():
    village = Village()
    village.open()
    return open_letter(village.mails()[0])


def _submit(host: MailHost, raw: bytes, password: str = MEI.key) -> None:
    where = (HOST, host.port)
    submit(raw, to="reply+x@in.northbeam.example", person=MEI, password=password, host=where)


def test_a_reply_is_typed_above_the_quoted_letter(letter):
    raw = write_reply(letter, "#1 done", MEI, at=NOW)
    reply = message_from_bytes(raw, policy=policy.default)

    assert (reply["In-Reply-To"], reply["To"]) == (letter.message_id, letter.reply_to)
    body = reply.get_body()
    assert body
    first, _, rest = body.get_content().replace("\r\n", "\n").partition("\n\n")
    assert first == "#1 done"
    assert all(line.startswith(">") for line in rest.splitlines()[1:])


def test_the_same_words_at_another_time_are_another_message(letter):
    one, two = (
        message_from_bytes(write_reply(letter, "#1 done", MEI, at=at))["Message-ID"]
        for at in (NOW, NOW.replace(second=1))
    )

    assert one != two


def test_a_reply_is_submitted_by_its_author(host, letter):
    raw = write_reply(letter, "#1 done", MEI, at=NOW)
    _submit(host, raw)

    assert [envelope.mail_from for envelope in host.got] == [MEI.mail]
    assert host.got[0].content == raw


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 5.7.1 not today", Permanent), ("451 4.3.0 later", Transient)]
)
def test_what_the_mail_host_says_is_passed_on(host, answer, kind):
    host.answer = answer

    with pytest.raises(kind, match=answer):
        _submit(host, b"Subject: x\r\n\r\n")


def test_a_wrong_password_is_refused_for_good(host):
    with pytest.raises(Permanent, match="535"):
        _submit(host, b"Subject: x\r\n\r\n", password="other")  # noqa: S106 - and wrong


def test_a_mail_host_that_is_down_is_named():
    with pytest.raises(Transient, match=r"127\.0\.0\.1:1: the mail host does not answer"):
        _submit(MailHost(1), b"")
