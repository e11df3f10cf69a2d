"""Names for things that last: minted from content, never from a clock or chance."""

import hashlib
from base64 import b32encode

ID_CHARACTERS = 26  # 130 bits of base32: no collision to be expected among 10^15 items


def mint(*parts: str) -> str:
    """Return a stable id of lower-case base32 for an ordered list of texts."""
    told = b"".join(len(p.encode()).to_bytes(8, "big") + p.encode() for p in parts)
    return b32encode(hashlib.sha256(told).digest()).decode().lower()[:ID_CHARACTERS]


def item_id(source: str, path: str, text: str, ordinal: int) -> str:
    """Return the id an item gets at first sight; `ordinal` counts equal ones from 0."""
    return mint("item", source, path, text, str(ordinal))


def delivery_id(kind: str, subject: str, recipient: str) -> str:
    """Return the id of the one message owed for this kind, subject and recipient."""
    return mint("delivery", kind, subject, recipient)


def checksum(raw: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()
