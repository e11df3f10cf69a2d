"""digest.web.signatures: the form in which each kind of host proves a secret."""

import base64
import hashlib
import hmac

import pytest

from digest.web.signatures import proven

SECRET = "0123456789abcdef0123"  # noqa: S105 - pretend
BODY = b'{"ref": "refs/heads/main"}'
HEX = hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()


def standard(key: bytes, body: bytes = BODY) -> dict[str, str]:
    made = hmac.new(key, b"msg_1.1700000000." + body, hashlib.sha256).digest()
    told = f"v1,AAAA v1,{base64.b64encode(made).decode()}"
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1700000000",
        "webhook-signature": told,
    }


PROOFS = [
    {"x-hub-signature-256": f"sha256={HEX}"},
    {"x-gitea-signature": HEX},
    {"x-forgejo-signature": HEX},
    {"x-gitlab-token": SECRET},
    standard(SECRET.encode()),
]


@pytest.mark.parametrize("headers", PROOFS, ids=lambda headers: next(iter(headers)))
def test_who_knows_the_secret_is_believed(headers: dict[str, str]):
    assert proven(headers, BODY, SECRET)
    assert not proven(headers, BODY, SECRET + "x")


@pytest.mark.parametrize("headers", PROOFS[:3] + PROOFS[4:], ids=lambda h: next(iter(h)))
def test_a_signature_is_for_one_body(headers: dict[str, str]):
    assert not proven(headers, BODY + b" ", SECRET)


def test_a_key_in_base64_is_read():
    secret = "whsec_" + base64.b64encode(b"k" * 24).decode()

    assert proven(standard(b"k" * 24), BODY, secret)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hub-signature-256": ""},
        {"x-hub-signature-256": HEX},
        {"x-hub-signature": f"sha1={HEX}"},
        {"x-gitea-signature": "ß"},
        {"webhook-signature": "v1," + HEX},
        {"x-gitlab-token": ""},
    ],
)
def test_anything_else_is_no_proof(headers: dict[str, str]):
    assert not proven(headers, BODY, SECRET)
