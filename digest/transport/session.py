"""One SMTP or LMTP conversation of the receiver: aiosmtpd, with limits for hostile clients."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from digest.mail import subaddress
from digest.model.addresses import Forms

IDLE_SECONDS = 120.0  # for a command, or for the whole text of a message
MAX_SESSIONS = 100
MAX_RECIPIENTS = 100
LINE = 64 * 1024  # octets; people's programs send longer lines than RFC 5321 §4.5.3.1.6 allows
_COMMANDS = {"*": 200, "RCPT": 2000, "MAIL": 1000, "DATA": 1000, "RSET": 1000, "NOOP": 100}
_SLACK = 64 * 1024  # octets beside the text of a message: commands

OVER = "421 4.3.2 Too many connections, try again later"
NO_MAILBOX = "550 5.1.1 No such mailbox"
TOO_MANY = "452 4.5.3 Too many recipients"
TROUBLE = "451 4.3.0 Cannot store this now, try again later"


@dataclass(frozen=True)
class Client:
    """Who hands a message over: by which way, from which address, under which name."""

    way: str  # smtp or lmtp
    host: str = ""  # empty on a unix socket
    helo: str = ""


# Returns once it is stored; raises if it is not.
Keep = Callable[[Envelope, Client], Awaitable[None]]


@dataclass(eq=False)
class Desk:
    """What all conversations share; its hooks are called by aiosmtpd."""

    domain: str  # as we greet
    forms: Forms
    max_bytes: int
    keep: Keep
    mailboxes: frozenset[str] = frozenset()  # further addresses that are ours, lower case
    open: "set[_Limited]" = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002
    ) -> str:
        """Take our own addresses only: never a relay, never a catch-all."""
        ours = subaddress.known(address, self.forms) or address.lower() in self.mailboxes
        if not ours:
            return NO_MAILBOX
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
    ) -> str:
        """Say yes only to what is stored (RFC 5321 §6.1)."""
        way = "lmtp" if isinstance(server, LmtpSession) else "smtp"
        peer: object = session.peer  # of a unix socket it is no tuple
        host = peer[0] if isinstance(peer, tuple) and peer else ""
        await self.keep(envelope, Client(way, str(host), str(session.host_name or "")))
        return "250 2.0.0 Stored"

    async def handle_exception(self, error: Exception) -> str:  # noqa: ARG002
        """Whatever went wrong here is no fault of the message."""
        return TROUBLE


class _Limited(SMTP):
    """Bounded in time, in connections and in what one client may make us hold."""

    line_length_limit = LINE

    def __init__(self, desk: Desk, **settings: Any) -> None:
        self._desk = desk
        self._taken = 0  # octets since the last MAIL
        self._over = False  # one connection too many
        super().__init__(
            desk,
            data_size_limit=desk.max_bytes,
            enable_SMTPUTF8=True,
            hostname=desk.domain,
            ident="Digest",
            timeout=IDLE_SECONDS,
            command_call_limit=_COMMANDS,
            loop=asyncio.get_running_loop(),
            **settings,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._desk.open.add(self)
        self._over = len(self._desk.open) > MAX_SESSIONS
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._desk.open.discard(self)
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        # A text without a line end is held until it has one: end it before it fills the memory.
        self._taken += len(data)
        if self._taken > 2 * self._desk.max_bytes + _SLACK and self.transport:
            self.close_now()
            return
        super().data_received(data)

    def close_now(self) -> None:
        """End the conversation without another word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    @property
    def busy(self) -> bool:
        """True while a message has been begun and not been answered."""
        return bool(self.envelope and self.envelope.mail_from)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        self._taken = 0
        await super().smtp_MAIL(arg)

    async def _handle_client(self) -> None:
        try:
            if self._over:
                await self.push(OVER)
                if self.transport:
                    self.transport.close()
                return
            await super()._handle_client()
        except ConnectionError:
            return  # the client left; nothing was promised


class SmtpSession(_Limited):
    """RFC 5321."""


class LmtpSession(LMTP, _Limited):
    """RFC 2033: after the text, one reply for every recipient."""

    _owed = 0

    async def push(self, status: Any) -> None:
        """Send a reply, after the text of a message as often as the protocol wants it."""
        line = status.decode() if isinstance(status, bytes) else str(status)
        if line.startswith("354"):
            self._owed = len(self.envelope.rcpt_tos) if self.envelope else 1
        elif self._owed:
            line, self._owed = "\r\n".join([line] * self._owed), 0
        await super().push(line)
