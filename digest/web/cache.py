"""Feeds kept as bytes: written once for a state of the store, packed once."""

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

_KEPT = 256  # feeds whose bytes are kept
_TAG_CHARACTERS = 32  # 128 bits of SHA-256


@dataclass(frozen=True)
class Encoded:
    """The bytes of one encoding, with a strong ETag over them (RFC 9110 §8.8.3)."""

    body: bytes
    etag: str
    coding: str = ""  # Content-Encoding; empty for none

    @classmethod
    def of(cls, body: bytes, coding: str = "") -> "Encoded":
        """Tag some bytes."""
        return cls(body, f'"{hashlib.sha256(body).hexdigest()[:_TAG_CHARACTERS]}"', coding)


@dataclass(frozen=True)
class Written:
    """A feed, plain and packed."""

    plain: Encoded
    packed: Encoded

    @classmethod
    def of(cls, raw: bytes) -> "Written":
        """Compress once; without a time inside, so that equal feeds have equal bytes."""
        return cls(Encoded.of(raw), Encoded.of(gzip.compress(raw, mtime=0), "gzip"))


@dataclass
class Cache:
    """The newest bytes of the feeds asked for lately."""

    kept: OrderedDict[tuple[object, ...], Written] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[object, ...]) -> Written | None:
        """Return the bytes kept under a key."""
        with self.lock:
            found = self.kept.get(key)
            if found:
                self.kept.move_to_end(key)
            return found

    def keep(self, key: tuple[object, ...], written: Written) -> Written:
        """Keep bytes, letting go of the longest unused."""
        with self.lock:
            self.kept[key] = written
            while len(self.kept) > _KEPT:
                self.kept.popitem(last=False)
        return written
