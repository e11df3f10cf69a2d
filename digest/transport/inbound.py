"""The receiver of replies: SMTP and LMTP; a message is stored before it is acknowledged."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiosmtpd.smtp import Envelope

from digest.logs import Log
from digest.mail import arrived
from digest.model.addresses import Forms, usual
from digest.model.ledger import InboxEntry
from digest.ports import Wake
from digest.transport.listen import Address, bound, listen
from digest.transport.session import Client, Desk, LmtpSession, SmtpSession

MAX_BYTES = 10_000_000
_STOP_SECONDS = 2.0  # that a message on its way gets when we stop

log = Log(__name__)

Accept = Callable[[InboxEntry], bool]
MachineTime = Callable[[], datetime]


@dataclass(frozen=True)
class Receiver:
    """Takes messages for one domain and stores them.

    `accept` returns once the message is safe, and raises when it is not: then the client is
    asked to come again.  `mailboxes` are further addresses that are taken, such as the one
    envelope sender of all mail.
    Everything that connects is believed to be our own mail host, as it alone may write
    Authentication-Results: listen where nobody else can connect.
    """

    accept: Accept
    clock: MachineTime
    wake: Wake
    domain: str
    max_bytes: int = MAX_BYTES
    mailboxes: Iterable[str] = ()
    forms: Forms | None = None  # None: the usual ones of the domain

    async def serve(
        self,
        smtp: Address | None,
        lmtp: Address | None,
        *,
        stop: asyncio.Event,
        on_ready: Callable[[Sequence[Address]], None] = lambda _: None,
    ) -> None:
        """Listen until `stop` is set, then let messages on their way finish.

        `on_ready` gets the addresses in use, SMTP first.
        """
        mailboxes = frozenset(mailbox.lower() for mailbox in self.mailboxes)
        forms = self.forms or usual(self.domain)
        desk = Desk(self.domain, forms, self.max_bytes, self._keep, mailboxes)
        wanted = ((smtp, SmtpSession), (lmtp, LmtpSession))
        servers: list[asyncio.Server] = []
        places: list[Address] = []
        try:
            for address, session in wanted:
                if address:
                    server = await listen(address, partial(session, desk))
                    servers.append(server)
                    places.append(bound(address, server))
            on_ready(places)
            await stop.wait()
        finally:
            await _close(servers, desk)
            for address in places:
                if address.path:
                    address.path.unlink(missing_ok=True)

    async def _keep(self, envelope: Envelope, client: Client) -> None:
        await asyncio.to_thread(self._store, envelope, client)

    def _store(self, envelope: Envelope, client: Client) -> None:
        raw = bytes(envelope.original_content or b"")
        told = arrived.Envelope(
            (envelope.mail_from or "").strip("<>"),  # <> is the null one
            tuple(envelope.rcpt_tos),
            client.host,
            client.helo,
        )
        entry = arrived.entry(raw, told, came=client.way, at=self.clock())
        try:
            new = self.accept(entry)
        except Exception as error:
            log.warning("not stored", entry=entry.id[:12], error=type(error).__name__)
            raise
        log.info("arrived", entry=entry.id[:12], new=new, bytes=len(raw))
        if new:
            self.wake("receive")


def run_receiver(
    receiver: Receiver,
    smtp: Address | None,
    lmtp: Address | None,
    on_ready: Callable[[Sequence[Address]], None] = lambda _: None,
) -> None:
    """Receive mail until SIGTERM or SIGINT.

    Raises:
        OSError: an address is in use or may not be listened on.
    """
    asyncio.run(_until_signalled(receiver, smtp, lmtp, on_ready))


async def _until_signalled(
    receiver: Receiver,
    smtp: Address | None,
    lmtp: Address | None,
    on_ready: Callable[[Sequence[Address]], None],
) -> None:
    stop = asyncio.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await receiver.serve(smtp, lmtp, stop=stop, on_ready=on_ready)


async def _close(servers: Sequence[asyncio.Server], desk: Desk) -> None:
    for server in servers:
        server.close()
    await _turns()  # whoever was being accepted just now is known after that
    with suppress(TimeoutError):
        async with asyncio.timeout(_STOP_SECONDS):
            while any(session.busy for session in desk.open):  # noqa: ASYNC110 - once, briefly
                await asyncio.sleep(0.02)
    for session in list(desk.open):
        session.close_now()
    await _turns()  # aborted connections are gone after that


async def _turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)
