import base64
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mail.inbound import MAX_BYTES, peek_message_id, peek_signature, read

PLAIN = b"From: Ana <ana@x.example>\r\nContent-Type: text/plain"


def test_a_message_is_read_whole():
    raw = (
        b"Message-ID: <1@x.example>\r\nFrom: =?utf-8?q?Ana_=C3=9F?= <Ana@X.example>\r\n"
        b"To: Us <reply+a@in.example>, b@in.example\r\nCc: c@in.example\r\n"
        b"Subject: =?iso-8859-1?q?gr=FC=DF?=\r\n dich\r\nIn-Reply-To: <0@x.example>\r\n"
        b"References: <a@x.example>\r\n <0@x.example>\r\n\r\nhello\r\n"
    )
    mail = read(raw)

    assert (mail.message_id, mail.author, mail.text) == (
        "<1@x.example>",
        "ana@x.example",
        "hello\n",
    )
    assert (mail.subject, mail.problem) == ("grüß dich", "")
    assert mail.recipients == ("reply+a@in.example", "b@in.example", "c@in.example")
    assert (mail.in_reply_to, len(mail.references)) == (("<0@x.example>",), 2)
    assert peek_message_id(raw) == mail.message_id


def test_the_first_text_and_html_count_and_attachments_do_not():
    message = EmailMessage()
    message["From"] = "ana@x.example"
    message.set_content("typed")
    message.add_alternative("<p>typed</p>", subtype="html")
    message.add_attachment("attached", filename="a.txt")
    message.add_attachment(b"\0" * 1000, maintype="application", subtype="pdf")
    mail = read(message.as_bytes())

    assert (mail.text, mail.html) == ("typed\n", "<p>typed</p>\n")
    assert "application/pdf" in mail.types


def test_an_attached_message_is_never_looked_into():
    inner = EmailMessage()
    inner.set_content("#7 done")
    outer = EmailMessage()
    outer.add_attachment(inner)

    assert read(outer.as_bytes()).text is None


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        (b"", "grün".encode(), "grün"),
        (b"; charset=utf-8", "grün".encode("cp1252"), "grün"),
        (b"; charset=iso-8859-1", "grün".encode("latin-1"), "grün"),
        (b'; charset="x-unknown"', "grün".encode(), "grün"),
        (b"; charset=punycode", b"plain", "plain"),
        (b"; charset=zlib", b"plain", "plain"),
        (b"; charset=utf-16", b"\xff\xfeh\x00i\x00", "hi"),
        (b"; charset=utf-7", b"+ACM-3 done", "#3 done"),
        (b"", b"a\x00b\x07c\xef\xbb\xbf", "abc"),
        (b"", b"one\rtwo\r\nthree", "one\ntwo\nthree"),
        (b"\r\nContent-Transfer-Encoding: base64", b"Z3LDvG4", "grün"),
        (b"\r\nContent-Transfer-Encoding: base64", b"!!Z3 LD\r\nvG4====", "grün"),
        (b"\r\nContent-Transfer-Encoding: quoted-printable", b"gr=C3=BC=\r\nn=ZZ", "grün=ZZ"),
        (b"\r\nContent-Transfer-Encoding: x-uuencode", b"begin", "begin"),
    ],
)
def test_any_text_is_decoded(kind: bytes, body: bytes, text: str):
    assert read(PLAIN + kind + b"\r\n\r\n" + body).text == text


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("From: a@x.example\r\nFrom: b@x.example", "two From fields"),
        ("From: a@x.example, b@x.example", "two From addresses"),
        ("From: boss@corp.example <evil@x.example>", "two From addresses"),
        ("From : a@x.example\r\nFrom: a@x.example", "two From fields"),
        ("From: nobody", "no From address"),
        ("Subject: x", "no From address"),
    ],
)
def test_more_or_less_than_one_author_is_a_problem(fields: str, problem: str):
    assert read(f"{fields}\r\n\r\nx".encode()).problem == problem


@pytest.mark.parametrize(
    "value",
    [
        '"boss@corp.example" <evil@x.example>',
        "evil@x.example (boss@corp.example)",
        "=?utf-8?q?boss=40corp.example=2C?= <evil@x.example>",
        r'"\" <boss@corp.example>" <evil@x.example>',
    ],
)
def test_an_address_in_a_display_name_is_no_address(value: str):
    assert read(f"From: {value}\r\n\r\nx".encode()).authors == ("evil@x.example",)


def test_an_encoded_word_injects_no_line():
    author = b"From: =?utf-8?q?a=0D=0ABcc:_x?= <a@x.example>\r\n"
    mail = read(author + b"Subject: =?utf-8?b?eA0KWTogeg==?=\r\n\r\nx")

    assert (mail.author, mail.subject) == ("a@x.example", "x Y: z")
    assert not mail.first("bcc")


def test_neither_bare_carriage_return_nor_nul_begins_a_field():
    mail = read(b"From: a@x.example\r\nSubject: x\rTo: y@x.example\x00Cc: z\r\n\r\nx")

    assert (mail.recipients, mail.subject) == ((), "x To: y@x.example Cc: z")


def flat(parts: int) -> bytes:
    head = b'From: a@x.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return head + b"--b\r\n\r\nx\r\n" * parts + b"--b--\r\n"


def nested(depth: int) -> bytes:
    parts = [
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'
        for n in range(depth)
    ]
    return ("From: a@x.example\r\n" + "".join(parts) + "\r\nx\r\n").encode()


HOSTILE = {
    "100,000 parts": flat(100_000),
    "1,000 nested": nested(1_000),
    "500 messages": b"From: a@x.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 500,
    "20 MB attached": flat(1) + base64.b64encode(b"\0" * 15_000_000),
    "lookalikes": flat(1).removesuffix(b"--b--\r\n") + b"\n--bx" * 2_000_000,
    "dashes": flat(0).replace(b'"b"', b'"' + b"-" * 70 + b'"') + b"-" * 5_000_000,
    "no line end": b"From: a@x.example\r\nX: " + b"y" * 5_000_000,
    "fields": b"From: a@x.example\r\n" + b"X: y\r\n" * 1_000_000,
    "quotes": b'To: "' + b'\\"' * 100_000 + b"\r\n\r\n",
    "comments": b"From: " + b"(" * 100_000 + b"\r\n\r\n",
    "at signs": b"To: " + b"a@" * 100_000 + b"\r\n\r\n",
    "encoded words": b"Subject: " + b"=?a?q?" * 40_000 + b"\r\n\r\n",
    "parameters": b"Content-Type: multipart/mixed" + b"; boundary" * 20_000 + b"\r\n\r\n",
    "soft ends": PLAIN
    + b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + b"=" * 5_000_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_message_is_read_in_no_time(raw: bytes):
    began = time.process_time()
    read(raw)

    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    "name", ["100,000 parts", "1,000 nested", "lookalikes", "no line end", "fields"]
)
def test_a_message_over_a_limit_is_a_problem(name: str):
    assert read(HOSTILE[name]).problem


def test_a_message_over_the_size_is_a_problem_and_still_has_a_head():
    mail = read(b"From: a@x.example\r\nMessage-ID: <1@x>\r\n\r\n" + b"x" * 200, max_bytes=100)

    assert (mail.author, mail.message_id, mail.text) == ("a@x.example", "<1@x>", None)
    assert "larger than 100" in mail.problem


def test_the_usual_size_is_taken():
    assert not read(b"From: a@x.example\r\n\r\n" + b"x" * (MAX_BYTES - 100)).problem


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(raw: bytes):
    read(raw)


PIECES = [
    *(
        b"\r\n",
        b"\n",
        b"\r",
        b"--b",
        b"--b--",
        b"\x00",
        b"=?utf-8?q?=FF?=",
        b"=?x?b?!?=",
        b"(",
        b'"',
    ),
    *(b"From: a@b", b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/html"),
    *(
        b"Content-Transfer-Encoding: base64",
        b"; charset=idna",
        b"; charset=utf-8",
        b"Z3I",
        b"\xff",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_no_pieces_of_mail_make_it_raise(raw: bytes):
    read(raw)


SIGNED = (
    b"DKIM-Signature: v=1; a=rsa-sha256; bh=Ym9keQ=; h=from:date;\r\n b=Zm9v\r\n YmFy\r\n"
    b"DKIM-Signature: v=1; b=c2Vjb25k; bh=Ym9keQ=\r\nFrom: ana@x.example\r\n"
)


def test_copies_share_their_signatures_whatever_else_became_of_them():
    one, two = SIGNED.split(b"DKIM-Signature:")[1:]
    copy = b"Received: x\r\ndkim-signature:" + two.replace(
        b"From", b"Message-ID: <2@x>\r\nFrom"
    )
    copy += b"DKIM-Signature:" + one.replace(b"Zm9v\r\n YmFy", b"Zm9vYm\r\n\tFy")

    assert peek_signature(copy + b"\r\nhi") == peek_signature(SIGNED + b"\r\nhi") != ""
    assert peek_signature(SIGNED.replace(b"Zm9v", b"Zm9w")) != peek_signature(SIGNED)


def test_a_message_without_a_name_is_told_by_author_date_and_body():
    raw = b"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\nFrom: ana@x.example\r\n\r\n#7 done\r\n"

    assert peek_signature(b"Received: again\r\n" + raw) == peek_signature(raw) != ""
    others = [
        raw.replace(*pair) for pair in ((b"ana", b"bo"), (b"23 N", b"24 N"), (b"7", b"8"))
    ]
    assert len({peek_signature(each) for each in (raw, *others)}) == 4


@pytest.mark.parametrize("head", [b"", b"DKIM-Signature: v=1; bh=Ym9keQ=; b=\r\n"])
def test_a_message_id_alone_tells_an_unsigned_message(head: bytes):
    assert peek_signature(head + b"Message-ID: <1@x>\r\n\r\nhello") == ""


@given(st.binary())
def test_any_bytes_have_a_signature_or_none(raw: bytes):
    assert len(peek_signature(raw)) in (0, 64)
