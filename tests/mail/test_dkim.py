"""Signatures, as others verify them: dkimpy, and openssl over what the RFC says is signed."""

import shutil
import subprocess
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import dkim  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as ec_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from digest.mail.compose import compose
from digest.mail.dkim import Key, Signer, read_key, sign
from tests.mail.test_compose import PLAIN

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RSA = rsa_key(65537, 2048)
ED = Ed25519PrivateKey.generate()
KEYS: dict[str, Key] = {"rsa": RSA, "ed": ED}


def record(name: bytes, timeout: float = 5) -> bytes:
    """Return what stands in DNS for a selector, named as its kind of key."""
    del timeout
    kind = name.partition(b".")[0].decode()
    public = KEYS[kind].public_key()
    if kind == "ed":
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return b"v=DKIM1; k=ed25519; p=" + b64encode(raw)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + b64encode(der)


def signers(*kinds: str) -> list[Signer]:
    return [Signer("northbeam.example", kind, KEYS[kind]) for kind in kinds]


def verified(raw: bytes, index: int = 0) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(index, dnsfunc=record))
    except dkim.ValidationError:
        return False


@pytest.mark.parametrize("kinds", [("rsa",), ("ed",), ("rsa", "ed")])
def test_dkimpy_verifies_every_signature(kinds: tuple[str, ...]):
    signed = sign(compose(PLAIN), signers(*kinds), at=AT)

    assert all(verified(signed, index) for index in range(len(kinds)))


def test_a_message_without_a_body_and_one_of_many_blanks_verify():
    head = b"From: a@northbeam.example\r\nSubject:  two\t words\r\n  folded \r\n\r\n"

    for body in (b"", b"\r\n\r\n", b"  a \t b  \r\n\r\n c\r\n\r\n\r\n", b"no end"):
        assert verified(sign(head + body, signers("rsa"), at=AT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
        (b"Subject: ", b"Subject: not "),
        (b"Subject: ", b"Subject: another\r\nSubject: "),
        (b"From: ", b"From: eve@northbeam.example\r\nFrom: "),
        (b"\r\n\r\n--", b"\r\n\r\n-"),
    ],
)
def test_what_is_changed_or_added_on_the_way_breaks_it(old: bytes, new: bytes):
    signed = sign(compose(PLAIN), signers("rsa"), at=AT)
    assert old in signed

    assert not verified(signed.replace(old, new, 1))


def test_a_host_may_add_its_own_fields_and_fold_ours_anew():
    signed = sign(compose(PLAIN), signers("rsa"), at=AT)
    folded = signed.replace(b"; d=", b";\r\n\td=", 1).replace(b"\r\nTo: ", b"\r\nTO:\r\n  ")
    assert folded != signed

    assert verified(
        b"Received: from x by y\r\n" + folded.replace(b"X-Auto", b"X-A: 1\r\nX-Auto")
    )


def test_the_same_message_is_signed_alike_and_no_line_is_long():
    raw = compose(PLAIN)
    signed = sign(raw, signers("rsa", "ed"), at=AT)

    assert signed == sign(raw, signers("rsa", "ed"), at=AT)
    assert signed.endswith(raw)
    assert max(len(line) for line in signed[: -len(raw)].split(b"\r\n")) <= 78


@pytest.mark.skipif(not shutil.which("openssl"), reason="verifies with openssl")
@pytest.mark.parametrize("kind", ["rsa", "ed"])
def test_openssl_verifies_the_fields_as_rfc_6376_spells_them(kind: str, tmp_path: Path):
    """No code of ours or of dkimpy makes what is compared: the text is written out here."""
    raw = (
        b"From:  Ana <ana@northbeam.example>\r\nsubject: Two  words\r\n\r\nHello  you \r\n\r\n"
    )
    signature = sign(raw, signers(kind), at=AT).partition(b"\r\nFrom")[0]
    own, _, made = signature.replace(b"\r\n ", b" ").partition(b" b=")
    field = b" ".join(own.split()).replace(b"DKIM-Signature: ", b"dkim-signature:") + b" b="
    text = b"from:Ana <ana@northbeam.example>\r\nsubject:Two words\r\n" + field
    hashed = b"nk9eb1oaKD9XE8xtjbIbDNQKqn0AdT3iXNyh74lVbAU="  # of b"Hello you\r\n"
    public = KEYS[kind].public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert b"bh=" + hashed in signature
    assert openssl(tmp_path, kind, pem, text, b64decode(made.replace(b" ", b"")))


def openssl(folder: Path, kind: str, pem: bytes, text: bytes, signature: bytes) -> bool:
    signed = sha256(text).digest() if kind == "ed" else text  # RFC 8463 §3
    for name, content in {"key": pem, "text": signed, "sig": signature}.items():
        (folder / name).write_bytes(content)
    how = "dgst -sha256 -verify key -signature sig text"
    if kind == "ed":
        how = "pkeyutl -verify -pubin -inkey key -rawin -in text -sigfile sig"
    words = [shutil.which("openssl") or "", *how.split()]
    ran = subprocess.run(words, cwd=folder, check=False, capture_output=True)  # noqa: S603
    return ran.returncode == 0


def pem(key: object, form: PrivateFormat = PrivateFormat.PKCS8) -> bytes:
    return key.private_bytes(Encoding.PEM, form, NoEncryption())  # type: ignore[attr-defined,no-any-return]


def test_keys_are_read_in_the_forms_that_openssl_writes():
    old = pem(RSA, PrivateFormat.TraditionalOpenSSL)

    assert all(isinstance(read_key(text), Key) for text in (pem(RSA), old, pem(ED)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"secret", "no private key"),
        (pem(ec_key(SECP256R1())), "neither RSA nor Ed25519"),
    ],
)
def test_what_is_no_key_for_it_is_told(text: bytes, told: str):
    with pytest.raises(ValueError, match=told):
        read_key(text)
