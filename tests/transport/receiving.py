"""A receiver on loopback in a thread, and an inbox that can refuse."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from digest.model.ledger import InboxEntry
from digest.transport.inbound import Receiver
from digest.transport.listen import Address

DOMAIN = "in.northbeam.example"
REPLY = f"reply+{'a' * 32}@{DOMAIN}"
OTHER = f"reply+{'b' * 32}@{DOMAIN}"
STOP = f"unsubscribe+{'c' * 32}@{DOMAIN}"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MESSAGE = b"From: ana@northbeam.example\r\nMessage-ID: <1@x>\r\n\r\n#3 done\r\n"


@dataclass
class Inbox:
    """Keeps messages in memory; `broken` makes it refuse, `gate` makes it slow."""

    entries: list[InboxEntry] = field(default_factory=list)
    woken: list[str] = field(default_factory=list)
    broken: bool = False
    gate: threading.Event | None = None

    def accept(self, entry: InboxEntry) -> bool:
        if self.gate:
            self.gate.wait(10)
        if self.broken:
            raise OSError("no space left on device")
        new = entry.id not in {known.id for known in self.entries}
        self.entries += [entry] if new else []
        return new

    def wake(self, task: str, *ids: str) -> None:
        self.woken.append(" ".join((task, *ids)))


@contextmanager
def receiving(
    inbox: Inbox,
    *,
    lmtp: Path | None = None,
    max_bytes: int = 100_000,
    speaks_lmtp: bool = False,
    domain: str = DOMAIN,
) -> Iterator[int]:
    """Run a receiver and give its SMTP port, or that of LMTP."""
    receiver = Receiver(inbox.accept, lambda: NOON, inbox.wake, domain, max_bytes)
    ready: list[Address] = []
    loop, stop, up = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

    def on_ready(addresses: Sequence[Address]) -> None:
        ready.extend(addresses)
        up.set()

    async def serve() -> None:
        where = Address(path=lmtp) if lmtp else Address() if speaks_lmtp else None
        smtp = None if speaks_lmtp else Address()
        await receiver.serve(smtp, where, stop=stop, on_ready=on_ready)

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    try:
        assert up.wait(5)
        yield ready[0].port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
