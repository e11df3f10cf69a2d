"""The relay that takes our mail, and how a connection to it begins."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from digest.errors import Transient
from digest.transport.oauth import TokenCommand, log_in
from digest.transport.replies import said

Tls = Literal["none", "opportunistic", "starttls", "implicit"]

_QUIT_SECONDS = 5.0


@dataclass(frozen=True)
class Relay:
    """The server that takes our mail, and how it is spoken to.

    With "starttls" and "implicit" the certificate is checked, unless `verify` is off, and
    nothing is sent in the clear (RFC 8314 §4.1); `ca_file` names further authorities.
    "opportunistic" hides mail from who listens and from nobody else (RFC 7435): it checks none.
    """

    host: str
    port: int = 25
    tls: Tls = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tokens: TokenCommand | None = None  # OAuth2, in place of a password
    timeout: float = 60.0  # seconds, for each step of a conversation
    helo: str | None = None  # our name; None: what the machine calls itself
    ca_file: str | None = None
    verify: bool = True


class _Client(aiosmtplib.SMTP):
    """A client whose connection is gone once it is closed.

    Otherwise it would wait for a server that has fallen silent: to take what is unsent, or to
    end TLS.
    """

    def close(self) -> None:
        """Close the connection, if there is one, without waiting for the server."""
        transport = self.transport
        super().close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


def client_of(relay: Relay) -> aiosmtplib.SMTP:
    """Return a client that is not connected yet."""
    start: dict[Tls, bool | None] = {"starttls": True, "opportunistic": None}
    return _Client(
        hostname=relay.host,
        port=relay.port,
        username=None if relay.tokens else relay.username,
        password=relay.password,
        local_hostname=relay.helo,
        timeout=relay.timeout,
        use_tls=relay.tls == "implicit",
        start_tls=start.get(relay.tls, False),
        tls_context=_context(relay) if relay.tls != "none" else None,
    )


def _context(relay: Relay) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if relay.ca_file:
        context.load_verify_locations(cafile=relay.ca_file)
    if relay.tls == "opportunistic" or not relay.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


async def greet(client: aiosmtplib.SMTP, relay: Relay) -> None:
    """Connect and log in where that is not done, so far that the next command is MAIL.

    Raises:
        Transient: the relay is not there, does not let us in, or there is no token for it.
    """
    if client.is_connected:
        return
    try:
        await client.connect()
        await _introduce(client, relay)
    except (aiosmtplib.SMTPException, OSError, ValueError, Transient) as trouble:
        raise Transient(f"{relay.host}:{relay.port}: {said(trouble)}") from trouble


async def _introduce(client: aiosmtplib.SMTP, relay: Relay) -> None:
    if client.is_ehlo_or_helo_needed:
        try:
            await client.ehlo()
        except aiosmtplib.SMTPHeloError:
            await client.helo()
    if relay.tokens:
        await _with_token(client, relay, relay.tokens)


async def _with_token(client: aiosmtplib.SMTP, relay: Relay, tokens: TokenCommand) -> None:
    """Log in; a token that was kept may have expired, so another is fetched once."""
    while True:
        token, new = await asyncio.to_thread(tokens.token)
        try:
            return await log_in(client, relay.username or "", token, (relay.host, relay.port))
        except aiosmtplib.SMTPException:
            tokens.refused(token)
            if new or not client.is_connected:
                raise


async def leave(client: aiosmtplib.SMTP) -> None:
    """Take leave if there is a connection, and close it whatever the server does."""
    try:
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=_QUIT_SECONDS)
    finally:
        client.close()
