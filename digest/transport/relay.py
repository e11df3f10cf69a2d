"""The relay that takes our mail, and how a connection to it begins."""

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from digest.errors import Transient
from digest.transport.conversation import Conversation
from digest.transport.oauth import TokenCommand, log_in
from digest.transport.replies import said

Tls = Literal["none", "opportunistic", "starttls", "implicit"]


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


def _client(relay: Relay) -> aiosmtplib.SMTP:
    """Return a client that is not connected yet."""
    start: dict[Tls, bool | None] = {"starttls": True, "opportunistic": None}
    return aiosmtplib.SMTP(
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


async def reached(relay: Relay) -> Conversation:
    """Connect and log in where that is needed, so far that the next command is MAIL.

    Raises:
        Transient: the relay is not there, does not let us in, or there is no token for it.
    """
    client = _client(relay)
    try:
        await _greet(client, relay)
    except (aiosmtplib.SMTPException, OSError, ValueError, Transient) as trouble:
        client.close()
        raise Transient(f"{relay.host}:{relay.port}: {said(trouble)}") from trouble
    transport = client.transport
    if not isinstance(transport, asyncio.Transport):
        raise Transient(f"{relay.host}:{relay.port}: connection lost")
    offers = {name for name in ("pipelining", "size") if client.supports_extension(name)}
    return Conversation(transport, relay.timeout, frozenset(offers))


async def _greet(client: aiosmtplib.SMTP, relay: Relay) -> None:
    await client.connect()
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
