from datetime import UTC, datetime

import pytest

from digest.demo.vouch import Malformed, vouched
from digest.mail.inbound import read
from digest.mail.sender import Verdict, proof

ID = "mx-1.northbeam.example"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = "ada@northbeam.example"


def host(raw: bytes, submitter: str | None = ADA) -> bytes:
    return vouched(raw, submitter=submitter, authserv_id=ID, peer="127.0.0.1", at=AT)


def verdict(raw: bytes, submitter: str | None = ADA) -> Verdict:
    return proof(read(host(raw, submitter)), author=ADA, authserv_id=ID).verdict


@pytest.mark.parametrize(
    "author",
    [
        b"ada@northbeam.example",
        b"Ada <ADA@Northbeam.example>",
        b'"Stone, Ada" <ada@northbeam.example>',
        b"=?utf-8?q?Ad=C3=A1?=\r\n <ada@northbeam.example>",
    ],
)
def test_the_author_who_submits_passes(author):
    assert verdict(b"From: " + author + b"\r\n\r\n#3 done\r\n") is Verdict.PASS


@pytest.mark.parametrize(
    "header",
    [
        b"From: mallory@northbeam.example",
        b"From: ada@northbeam.example <mallory@northbeam.example>",
        b"From: mallory@northbeam.example, ada@northbeam.example",
        b"From: ada@northbeam.example\r\nFrom: mallory@northbeam.example",
        b"From: ada@northbeam.example\r\nfrom : ada@northbeam.example",
        b"From: (ada@northbeam.example) mallory@northbeam.example",
        b"From: ada@northbeam.example>\r\n <x",
        b"Subject: nobody",
    ],
)
def test_anything_but_one_plain_author_fails(header):
    raw = host(header + b"\r\n\r\n#3 done\r\n")

    assert b"dmarc=fail" in raw.splitlines()[0]


def test_the_outside_world_proves_nothing_whoever_it_claims_to_be():
    assert verdict(b"From: ada@northbeam.example\r\n\r\nx", submitter=None) is Verdict.NONE


@pytest.mark.parametrize(
    "claim",
    [
        b"Authentication-Results: mx-1.northbeam.example; dmarc=pass header.from=a.example",
        b"AUTHENTICATION-results : mx-1.northbeam.example;\r\n\tdmarc=pass header.from=x",
        b"X: y\r\nAuthentication-Results:\r\n mx-1.northbeam.example; dmarc=pass",
        b"Authentication-Results: other.example; dkim=pass",
    ],
)
def test_foreign_results_are_stripped(claim):
    raw = host(claim + b"\r\nFrom: ada@northbeam.example\r\n\r\nx", submitter=None)

    assert raw.lower().count(b"authentication-results") == 1
    assert b"pass" not in raw


@pytest.mark.parametrize(
    "header",
    [
        b" ; dmarc=pass header.from=northbeam.example\r\nFrom: ada@northbeam.example",
        b"X: y\nAuthentication-Results: mx-1.northbeam.example; dmarc=pass",
        b"X: y\rAuthentication-Results: mx-1.northbeam.example; dmarc=pass",
        b"X: y\0",
    ],
)
def test_a_header_that_reads_in_two_ways_is_refused(header):
    with pytest.raises(Malformed):
        host(header + b"\r\n\r\nx")


def test_everything_else_keeps_its_bytes():
    rest = b"From: ada@northbeam.example\r\nX:  folded\r\n\tvalue \r\n\r\n\r\n body\nbare\r\n"

    assert host(rest).endswith(b"\r\n" + rest)


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\r\nFrom: x", b"no colon", b"X: y\r\n"])
def test_a_message_without_header_or_body_fails_as_forged(raw):
    assert host(raw).startswith(b"Authentication-Results: mx-1.northbeam.example; dmarc=fail")
