"""Feeds kept as bytes: written once for a state of the store, packed once."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

_KEPT = 256  # feeds whose bytes are kept,
_ROOM = (
    64 << 20
)  # and how many bytes of them, not compressed; the newest is kept whatever its size
_TAG_CHARACTERS = 32  # 128 bits of SHA-256
_LEVEL = 6  # of gzip: the last percent costs as much again


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

    raw: bytes

    @cached_property
    def plain(self) -> Encoded:
        """As it is."""
        return Encoded.of(self.raw)

    @cached_property
    def packed(self) -> Encoded:
        """Compressed once; without a time inside, so that equal feeds have equal bytes."""
        return Encoded.of(gzip.compress(self.raw, _LEVEL, mtime=0), "gzip")


@dataclass
class Cache:
    """The newest bytes of the feeds asked for lately, each with the state they were made of."""

    kept: OrderedDict[Hashable, tuple[Hashable, Written]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, state: Hashable, write: Callable[[], bytes]) -> Written:
        """Return a feed as of a state; what did not change with it is not packed again."""
        with self.lock:
            known = self.kept.get(key)
            if known:
                self.kept.move_to_end(key)
        if known and known[0] == state:
            return known[1]
        raw = write()
        written = known[1] if known and known[1].raw == raw else Written(raw)
        with self.lock:
            self.kept[key] = state, written
            self.kept.move_to_end(key)
            self._tidy()
        return written

    def _tidy(self) -> None:
        room = _ROOM - sum(len(written.raw) for _, written in self.kept.values())
        while len(self.kept) > _KEPT or (room < 0 and len(self.kept) > 1):
            _, (_, oldest) = self.kept.popitem(last=False)
            room += len(oldest.raw)
