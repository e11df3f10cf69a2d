"""DKIM (RFC 6376): a message signed as it leaves, relaxed in head and body."""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

Key = RSAPrivateKey | Ed25519PrivateKey

SHORTEST = 1024  # bits, RFC 8301 §3.2
# One-click unsubscribing needs both List-Unsubscribe fields signed (RFC 8058 §4).
SIGNED = (
    *("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To"),
    *("References", "MIME-Version", "Content-Type", "List-Id", "List-Unsubscribe"),
    *("List-Unsubscribe-Post", "Auto-Submitted"),
)
_LINE = 72  # characters of a line of the signature
_RUN = re.compile(rb"[ \t]{2,}|\t")
_SPACE = re.compile(rb"[ \t\r\n]+")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:((?:[^\r\n]|\r\n[ \t])*)\r\n")


@dataclass(frozen=True)
class Signer:
    """Who signs: the public key stands in DNS at `selector._domainkey.domain`."""

    domain: str
    selector: str
    key: Key = field(repr=False)


def read_key(pem: bytes) -> Key:
    """Return a private key, RSA or Ed25519 (RFC 8463), without a passphrase.

    Raises:
        ValueError: it is none of these.
    """
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        told = "is no private key in PEM without a passphrase"
        raise ValueError(f"{told} (make one: openssl genrsa 2048)") from None
    if isinstance(key, Ed25519PrivateKey):
        return key
    if isinstance(key, RSAPrivateKey):
        if key.key_size >= SHORTEST:
            return key
        raise ValueError(f"has {key.key_size} bits (make one of 2048: openssl genrsa 2048)")
    raise ValueError("is a key of neither RSA nor Ed25519 (make one: openssl genrsa 2048)")


def sign(raw: bytes, signers: Sequence[Signer], *, at: datetime) -> bytes:
    """Return a message with a DKIM-Signature of each signer before its own fields.

    The same message, key and time give the same bytes.
    """
    if not signers:
        return raw
    head, _, body = raw.partition(b"\r\n\r\n")
    found = _fields(head + b"\r\n")
    digest = b64encode(sha256(_relaxed_body(body)).digest()).decode()
    return b"".join(_signature(found, one, digest, at) for one in signers) + raw


def _fields(head: bytes) -> dict[bytes, list[bytes]]:
    """Return every field as it is signed, by its name in lower case (RFC 6376 §3.4.2)."""
    found: dict[bytes, list[bytes]] = defaultdict(list)
    for field_ in _FIELD.finditer(head):
        name = field_[1].lower()
        found[name].append(_relaxed_field(name, field_[2]))
    return found


def _relaxed_field(name: bytes, value: bytes) -> bytes:
    return name + b":" + _SPACE.sub(b" ", value).strip() + b"\r\n"


def _relaxed_body(body: bytes) -> bytes:
    """RFC 6376 §3.4.4: runs of blanks are one, and none ends a line or the body."""
    lines = _RUN.sub(b" ", body).replace(b" \r\n", b"\r\n").rstrip(b"\r\n")
    return lines + b"\r\n" if lines else b""


def _signature(
    found: dict[bytes, list[bytes]], signer: Signer, digest: str, at: datetime
) -> bytes:
    names, signed = [], bytearray()
    for name in SIGNED:
        values = found.get(name.lower().encode(), [])
        # Named once more than it occurs: none can be added on the way (RFC 6376 §8.15).
        names += [name] * (len(values) + 1)
        signed += b"".join(reversed(values))  # the last one first, RFC 6376 §5.4.2
    algorithm = "rsa-sha256" if isinstance(signer.key, RSAPrivateKey) else "ed25519-sha256"
    value = (
        f" v=1; a={algorithm}; c=relaxed/relaxed; d={signer.domain};\r\n"
        f" s={signer.selector}; t={int(at.timestamp())};\r\n"
        f" h={_folded(names)};\r\n bh={digest};\r\n b="
    ).encode()
    # The field itself comes last, its b= empty and without a line's end (RFC 6376 §3.7).
    signed += _relaxed_field(b"dkim-signature", value)[:-2]
    written = b64encode(_made(signer.key, bytes(signed))).decode()
    pieces = [written[at : at + _LINE] for at in range(0, len(written), _LINE)]
    return b"DKIM-Signature:" + value + "\r\n ".join(pieces).encode() + b"\r\n"


def _made(key: Key, signed: bytes) -> bytes:
    if isinstance(key, RSAPrivateKey):
        return key.sign(signed, PKCS1v15(), hashes.SHA256())
    return key.sign(sha256(signed).digest())  # RFC 8463 §3: of the hash, not of the text


def _folded(names: Sequence[str]) -> str:
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > _LINE:
            lines.append("")
        lines[-1] += f"{name}:"
    return "\r\n  ".join(lines).removesuffix(":")
