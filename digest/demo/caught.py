"""Caught mail: one file for each message, another for its envelope."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Caught:
    """One message as it was delivered."""

    id: str  # NNNNNN-checksum: rises with every message
    envelope_sender: str
    recipients: tuple[str, ...]
    at: datetime
    path: Path

    @property
    def raw(self) -> bytes:
        """Return its bytes, as they came over the wire."""
        return self.path.read_bytes()


def keep(
    store: Path, raw: bytes, *, envelope_sender: str, recipients: list[str], at: datetime
) -> Caught:
    """Keep a message; whoever lists the store sees all of it or nothing.

    Only one program at a time may keep messages in a store.
    """
    number = max((int(path.name[:6]) for path in store.glob("[0-9]*.eml")), default=0) + 1
    path = store / f"{number:06}-{hashlib.sha256(raw).hexdigest()[:12]}.eml"
    envelope = {"from": envelope_sender, "to": recipients, "at": at.isoformat()}
    _write(path.with_suffix(".json"), json.dumps(envelope).encode())
    _write(path, raw)
    return Caught(path.stem, envelope_sender, tuple(recipients), at, path)


def caught(store: Path) -> list[Caught]:
    """Return what was caught, newest first; nothing when there is no store yet."""
    return [_read(path) for path in sorted(store.glob("[0-9]*.eml"), reverse=True)]


def _read(path: Path) -> Caught:
    envelope = json.loads(path.with_suffix(".json").read_bytes())
    at = datetime.fromisoformat(envelope["at"]).astimezone(UTC)
    return Caught(path.stem, envelope["from"], tuple(envelope["to"]), at, path)


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}")
    fresh.write_bytes(content)
    fresh.replace(path)
