"""Tokens are derived, so that a page can show an address which the store cannot leak."""

import hashlib
import hmac
import re
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime

from digest.model.ledger import Purpose, TokenRecord

LENGTH = 32  # characters of lower-case base32: 160 bits
_TOKEN = re.compile(r"[a-z2-7]{32}")


@dataclass(frozen=True)
class Secret:
    """The key all tokens are derived from; its id lets it be rotated."""

    id: str
    key: bytes = field(repr=False)


def derive(secret: Secret, purpose: Purpose, subject: str, generation: int = 0) -> str:
    """Return the token of a subject: 32 characters of base32 of HMAC-SHA256."""
    told = "\0".join((secret.id, purpose.value, subject, str(generation))).encode()
    return b32encode(hmac.digest(secret.key, told, "sha256")[:20]).decode().lower()


def hashed(token: str) -> str:
    """Return what the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def record(
    token: str,
    purpose: Purpose,
    subject: str,
    *,
    generation: int = 0,
    expires_at: datetime | None = None,
) -> TokenRecord:
    """Return what the store is to remember of a token."""
    return TokenRecord(hashed(token), purpose, subject, generation, expires_at)


def well_formed(token: str) -> bool:
    """Return whether this could be a token; clients change the case of addresses."""
    return _TOKEN.fullmatch(token.lower()) is not None
