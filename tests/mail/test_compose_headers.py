import re
from email import message_from_string, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.mail import headers
from digest.model.installation import Mailbox

VISIBLE = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "))


def back(field: str) -> str:
    name = field.partition(":")[0]
    return str(message_from_string(f"{field}\r\n\r\n", policy=policy.default)[name])


@settings(deadline=None)
@given(VISIBLE)
def test_any_subject_comes_back(text):
    assert back(headers.unstructured("Subject", text)) == " ".join(text.split())


@settings(deadline=None)
@given(st.text())
def test_a_subject_is_folded_and_its_encoded_words_are_short(text):
    lines = headers.unstructured("Subject", text).split("\r\n")

    assert all(len(line) <= headers.LINE for line in lines)
    assert all(len(word) <= 75 for line in lines for word in re.findall(r"=\?\S+\?=", line))


def test_a_short_plain_subject_stays_readable():
    assert headers.unstructured("Subject", "Delay: 3 items moved") == (
        "Subject: Delay: 3 items moved"
    )


def test_no_text_becomes_a_field():
    field = headers.unstructured("Subject", "a\r\nBcc: x@northbeam.example\u2028b")

    assert field == "Subject: a Bcc: x@northbeam.example b"


def test_text_that_looks_encoded_is_encoded():
    assert back(headers.unstructured("Subject", "=?utf-8?q?x?=")) == "=?utf-8?q?x?="


@pytest.mark.parametrize(
    "name",
    [
        "Priya Raman",
        'Zoë "Z" <Q>',
        "O'Neil, Ann",
        "日本 太郎",
        "a\\b",
        "=?utf-8?q?x?=",
        "J. R.",
    ],
)
def test_any_name_comes_back_with_its_address(name):
    field = headers.mailboxes("To", Mailbox(name, "p@northbeam.example"))
    found = message_from_string(f"{field}\r\n\r\n", policy=policy.default)["To"].addresses

    assert [(box.display_name, box.addr_spec) for box in found] == [
        (name, "p@northbeam.example")
    ]


@settings(deadline=None)
@given(st.text())
def test_no_name_adds_a_mailbox_or_a_field(name):
    field = headers.mailboxes("To", Mailbox(name, "p@northbeam.example"))
    found = message_from_string(f"{field}\r\n\r\n", policy=policy.default)

    assert list(found.keys()) == ["To"]
    assert [box.addr_spec for box in found["To"].addresses] == ["p@northbeam.example"]


def test_a_mailbox_without_a_name_is_bare():
    assert headers.mailboxes("To", Mailbox(" ", "p@northbeam.example")) == (
        "To: p@northbeam.example"
    )


def test_a_long_mailbox_is_folded_before_its_address():
    field = headers.mailboxes(
        "Reply-To", Mailbox("Northbeam", f"reply+{'a' * 32}@in.x.example")
    )
    long = headers.mailboxes("Reply-To", Mailbox("N" * 40, f"reply+{'a' * 32}@in.x.example"))

    assert "\r\n" not in field
    assert long.split("\r\n")[1].startswith(" <reply+")


def test_the_message_id_of_a_delivery_is_always_the_same():
    assert headers.message_id("abc", "x.example") == "<abc@x.example>"


def test_notices_of_one_subject_share_a_root_that_does_not_show_it():
    root = headers.virtual_root("item-1", "x.example")

    assert root == headers.virtual_root("item-1", "x.example")
    assert root != headers.virtual_root("item-2", "x.example")
    assert headers.known_ids([root]) == [root]
