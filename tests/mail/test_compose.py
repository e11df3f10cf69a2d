from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import Permanent
from digest.mail.compose import Outgoing, compose
from digest.model.installation import Mailbox

TOKEN = "2m2mlai5vorr5ubulftea5hfpxrlsyma"  # noqa: S105 - of no delivery
STOP = f"https://digest.northbeam.example/u/{TOKEN}"
STOP_MAIL = f"unsubscribe+{TOKEN}@in.northbeam.example"
PLAIN = Outgoing(
    message_id="<ubulftea5hfpxrlsyma2m2mlai@digest.northbeam.example>",
    date=datetime(2026, 11, 23, 7, 58, tzinfo=UTC),
    author=Mailbox("Northbeam Follow-ups", "follow-ups@digest.northbeam.example"),
    to=Mailbox("Priya Raman", "priya@northbeam.example"),
    subject="2 overdue – Northbeam Follow-ups, 23 Nov",  # noqa: RUF001
    text="Grüße\n\n.\nFrom here \n",
    html="<!DOCTYPE html>\n<p>Grüße</p>\n",
    kind="digest",
    list_id="digest.northbeam.example",
    reply_to=f"reply+{TOKEN}@in.northbeam.example",
    unsubscribe=STOP,
    unsubscribe_mail=STOP_MAIL,
)
TEXT = st.text(st.characters(codec="utf-8"))


def parsed(message: Outgoing) -> EmailMessage:
    found = message_from_bytes(compose(message), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def body(message: Outgoing, kind: str) -> str:
    part = parsed(message).get_body((kind,))
    assert part is not None
    return part.get_payload(decode=True).decode().replace("\r\n", "\n")  # type: ignore[union-attr]


def test_the_fields_stand_in_a_fixed_order():
    assert list(parsed(PLAIN).keys()) == [
        *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "List-Id"),
        *("List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted"),
        *("X-Auto-Response-Suppress", "X-Digest-Kind", "MIME-Version", "Content-Type"),
    ]


def test_an_out_of_office_is_asked_for_only_where_it_can_tell_us_something():
    field = "X-Auto-Response-Suppress"

    assert parsed(PLAIN)[field] == "AutoReply, DR, RN, NRN"
    assert parsed(replace(PLAIN, reply_to=None))[field] == "AutoReply, DR, RN, NRN, OOF"


def test_both_bodies_come_back_plain_first():
    parts = [part.get_content_type() for part in parsed(PLAIN).iter_parts()]

    assert parts == ["text/plain", "text/html"]
    assert body(PLAIN, "plain") == PLAIN.text
    assert body(PLAIN, "html") == PLAIN.html


@settings(deadline=None)
@given(TEXT)
def test_any_text_comes_back_with_one_kind_of_line_end(text):
    sent = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"

    assert body(replace(PLAIN, text=text), "plain") == sent


@settings(deadline=None)
@given(TEXT)
def test_every_line_ends_in_crlf_and_is_short_ascii(text):
    raw = compose(replace(PLAIN, text=text, subject=text))
    lines = raw.split(b"\r\n")

    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert all(line.isascii() and len(line) <= 998 for line in lines)


def test_the_same_message_gives_the_same_bytes():
    assert compose(PLAIN) == compose(replace(PLAIN))


def test_another_message_id_gives_another_boundary():
    other = replace(PLAIN, message_id="<x@digest.northbeam.example>")

    assert parsed(other).get_boundary() != parsed(PLAIN).get_boundary()


def test_a_parser_finds_no_defect():
    found = parsed(PLAIN)

    assert not [part.defects for part in found.walk() if part.defects]
    assert found["From"].addresses[0].display_name == "Northbeam Follow-ups"
    assert found["Date"] == "Mon, 23 Nov 2026 07:58:00 +0000"


def test_one_click_stands_on_one_line_and_to_the_letter():
    lines = compose(PLAIN).split(b"\r\n")

    assert (
        f"List-Unsubscribe: <{STOP}>, <mailto:{STOP_MAIL}?subject=unsubscribe>".encode()
        in lines
    )
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_without_a_page_there_is_no_one_click():
    found = parsed(replace(PLAIN, unsubscribe=None))

    assert found["List-Unsubscribe"].startswith("<mailto:unsubscribe+")
    assert found["List-Unsubscribe-Post"] is None


def test_without_replies_there_is_no_reply_to():
    assert parsed(replace(PLAIN, reply_to=None))["Reply-To"] is None


def test_a_receipt_answers_and_says_that_it_is_automatic():
    answer = replace(
        PLAIN, auto_submitted="auto-replied", in_reply_to="<a+b@northbeam.example>"
    )

    assert parsed(answer)["In-Reply-To"] == "<a+b@northbeam.example>"
    assert parsed(answer)["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize("foreign", ["", "x", "<a@b>\r\nBcc: x@y.example", "<a b@c>", "<ä@b>"])
def test_a_malformed_foreign_id_is_left_out(foreign):
    assert parsed(replace(PLAIN, in_reply_to=foreign))["In-Reply-To"] is None


def test_references_stay_on_one_line():
    ids = tuple(f"<{'x' * 60}{n}@northbeam.example>" for n in range(30))
    lines = [
        line
        for line in compose(replace(PLAIN, references=ids)).split(b"\r\n")
        if line.startswith(b"References: ")
    ]

    assert len(lines) == 1
    assert lines[0].count(b"<") == 10


@pytest.mark.parametrize(
    "address", ["", "a", "a@b\r\nBcc: c@d", "ü@northbeam.example", "a b@c"]
)
def test_an_address_that_cannot_be_one_is_refused(address):
    with pytest.raises(Permanent, match="is not an address"):
        compose(replace(PLAIN, to=Mailbox("x", address)))


def test_an_unsubscribe_address_with_a_space_is_refused():
    with pytest.raises(Permanent, match="not an https or mailto address"):
        compose(replace(PLAIN, unsubscribe="https://x.example/a b"))


def test_surrogates_do_not_stop_a_message():
    assert "?" in body(replace(PLAIN, text="a\ud800b"), "plain")
