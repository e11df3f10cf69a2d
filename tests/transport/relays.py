"""A mail server on loopback whose replies a test decides."""

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

GONE = "gone"  # instead of a reply: the server drops the connection


@dataclass
class Server:
    """Takes every message unless told otherwise; `replies` are used up, first to last."""

    replies: dict[str, list[str]] = field(default_factory=dict)  # by command
    refused: dict[str, str] = field(default_factory=dict)  # recipient to reply
    taken: list[Envelope] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    encrypted: list[bool] = field(default_factory=list)  # of every message taken
    pause: float = 0.0  # seconds before the reply to a message

    def _next(self, server: SMTP, command: str) -> str | None:
        waiting = self.replies.get(command)
        reply = waiting.pop(0) if waiting else None
        if reply == GONE and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return reply

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        self.sessions.add(id(session))
        reply = self._next(server, "MAIL")
        if reply is None:
            envelope.mail_from = address
        return reply or "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        del session
        reply = self.refused.get(address) or self._next(server, "RCPT")
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.pause)
        reply = self._next(server, "DATA")
        if reply is None or reply == GONE:
            self.taken.append(envelope)
            self.encrypted.append(session.ssl is not None)
        return reply or "250 2.0.0 queued"


@contextmanager
def running(
    server: Server, *, tls: ssl.SSLContext | None = None, limit: int = 99, **settings: Any
) -> Iterator[int]:
    """Run a server in a thread and give its port; `tls` makes it speak TLS from the start.

    It takes no more than `limit` connections, one after the other.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    sessions: list[SMTP] = []

    async def listen() -> asyncio.Server:
        left = iter(range(limit))

        def session() -> asyncio.BaseProtocol:
            if next(left, None) is None:
                return _Closed()
            sessions.append(
                SMTP(server, hostname="mx.northbeam.example", loop=loop, **settings)
            )
            return sessions[-1]

        return await loop.create_server(session, "127.0.0.1", 0, ssl=tls)

    listener = asyncio.run_coroutine_threadsafe(listen(), loop).result(5)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listener, sessions), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


class _Closed(asyncio.Protocol):
    """Refuses whoever comes, as a host does to one connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"421 4.7.0 too many connections\r\n")
        transport.close()


async def _stop(listener: asyncio.Server, sessions: list[SMTP]) -> None:
    listener.close()
    for session in sessions:
        if isinstance(session.transport, asyncio.WriteTransport):
            session.transport.abort()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    await asyncio.sleep(0.01)


def certified(folder: Path, *names: str) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for some host names; give its file and a server's context."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(  # noqa: S603
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ),
            *("-nodes", "-days", "2", "-subj", "/CN=mx", "-keyout", str(key)),
            *("-addext", "subjectAltName=" + ",".join(names), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return certificate, context
