"""SPF, DKIM and DMARC, verified with real keys against a zone of the test's own."""

from base64 import b64encode
from dataclasses import dataclass, field

import dkim  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from digest.errors import Transient
from digest.mail.arrived import Envelope, entry
from digest.mail.inbound import read
from digest.mail.sender import Least, Verdict
from digest.mail.verify import verified
from tests.transport.receiving import NOON

RSA = generate_private_key(65537, 2048)
ED = Ed25519PrivateKey.generate()
AUTHOR, STRANGER = "priya@corp.example", "192.0.2.7"
MAIL = (
    f"From: {AUTHOR}\r\nTo: reply+x@in.northbeam.example\r\nSubject: Re: hello\r\n"
    "Message-ID: <1@corp.example>\r\n\r\n#1 done\r\n"
).encode()
SPKI = RSA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
KEY = f"v=DKIM1; k=rsa; p={b64encode(SPKI).decode()}"
ED_RAW = ED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
ED_KEY = f"v=DKIM1; k=ed25519; p={b64encode(ED_RAW).decode()}"
DMARC = {"_dmarc.corp.example": "v=DMARC1; p=reject; rua=mailto:x@corp.example"}
SPF = {"corp.example": "v=spf1 ip4:192.0.2.0/28 -all"}


@dataclass
class Zone:
    """Answers from memory, and remembers what was asked."""

    txt: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, name: str, kind: str) -> tuple[str, ...]:
        self.asked.append((name, kind))
        if self.txt.get(name) == "down":
            raise Transient("DNS does not answer")
        return (self.txt[name],) if kind == "TXT" and name in self.txt else ()


def signed(raw: bytes = MAIL, domain: str = "corp.example", **more: object) -> bytes:
    pem = RSA.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    told = {"include_headers": [b"from", b"to", b"subject"], **more}
    return dkim.sign(raw, b"s1", domain.encode(), pem, **told) + raw  # type: ignore[no-any-return]


def ed_signed(raw: bytes) -> bytes:
    seed = ED.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    told = {"signature_algorithm": b"ed25519-sha256", "include_headers": [b"from", b"to"]}
    found = dkim.sign(raw, b"s2", b"corp.example", b64encode(seed), **told)
    return found + raw  # type: ignore[no-any-return]


def key(domain: str = "corp.example", record: str = KEY) -> dict[str, str]:
    return {f"s1._domainkey.{domain}": record}


def verdict(
    raw: bytes, txt: dict[str, str], *, client: str = "", sender: str = AUTHOR
) -> Verdict:
    arrived = entry(
        raw, Envelope(sender, (), client, "mail.corp.example"), came="smtp", at=NOON
    )
    return verified(arrived, read(raw), Zone(txt), Least.SPF).verdict


@pytest.mark.parametrize(
    ("raw", "txt", "expected"),
    [
        (signed(), key(), Verdict.PASS),
        (signed(), {**key(), **DMARC}, Verdict.PASS),
        (ed_signed(MAIL), {"s2._domainkey.corp.example": ED_KEY}, Verdict.PASS),
        (ed_signed(signed()), key(), Verdict.PASS),
        (signed().replace(b"#1 done", b"#2 done"), key(), Verdict.NONE),
        (signed().replace(b"#1 done", b"#2 done"), {**key(), **DMARC}, Verdict.FAIL),
        (signed(domain="evil.example"), key("evil.example"), Verdict.NONE),
        (signed(domain="evil.example"), {**key("evil.example"), **DMARC}, Verdict.FAIL),
        (signed(), {}, Verdict.NONE),
        (signed(), key(record=KEY.replace("k=rsa", "k=rsa; t=y")), Verdict.NONE),
        (signed(), key(record="v=DKIM1; p="), Verdict.NONE),
        (signed(length=True), key(), Verdict.NONE),
        (signed(include_headers=[b"from", b"subject"]), key(), Verdict.NONE),
        (MAIL, {}, Verdict.NONE),
        (MAIL, DMARC, Verdict.FAIL),
        (b"DKIM-Signature: v=1; a=;;; b=\xff\r\n" + MAIL, key(), Verdict.NONE),
    ],
)
def test_a_signature_of_the_authors_domain_proves_it(raw, txt, expected: Verdict):
    assert verdict(raw, txt) is expected


@pytest.mark.parametrize(
    ("client", "sender", "expected"),
    [
        (STRANGER, AUTHOR, Verdict.PASS),
        ("192.0.2.99", AUTHOR, Verdict.NONE),
        (STRANGER, "x@evil.example", Verdict.NONE),
        ("127.0.0.1", AUTHOR, Verdict.NONE),
        ("10.1.2.3", AUTHOR, Verdict.NONE),
        ("", AUTHOR, Verdict.NONE),
    ],
)
def test_a_host_that_may_send_for_the_domain_proves_it(client, sender, expected: Verdict):
    assert verdict(MAIL, SPF, client=client, sender=sender) is expected


def test_spf_counts_for_dmarc_and_a_host_of_our_own_does_not_fail_it():
    assert verdict(MAIL, {**SPF, **DMARC}, client=STRANGER) is Verdict.PASS
    assert verdict(signed(), {**SPF, **key(), **DMARC}, client="10.1.2.3") is Verdict.PASS


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("v=DMARC1; p=none", Verdict.PASS), ("v=DMARC1; p=none; adkim=s", Verdict.FAIL)],
)
def test_a_policy_above_the_domain_counts_with_its_alignment(policy: str, expected: Verdict):
    raw = signed(MAIL.replace(b"priya@corp", b"priya@mail.corp"), "corp.example")

    assert verdict(raw, {**key(), "_dmarc.corp.example": policy}) is expected


def test_a_dns_that_does_not_answer_is_no_verdict():
    with pytest.raises(Transient):
        verdict(signed(), key(record="down"))


def test_a_record_that_asks_for_ever_is_asked_no_longer():
    endless = {
        f"{n}.corp.example": f"v=spf1 include:{n + 1}.corp.example ~all" for n in range(99)
    }
    zone = Zone({**endless, "corp.example": "v=spf1 include:0.corp.example -all"})
    arrived = entry(MAIL, Envelope(AUTHOR, (), STRANGER, "x"), came="smtp", at=NOON)

    assert verified(arrived, read(MAIL), zone, Least.SPF).verdict is Verdict.NONE
    assert len(zone.asked) <= 40
