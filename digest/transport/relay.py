"""The relay that takes our mail, and how a connection to it begins."""

import ssl
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

Tls = Literal["none", "starttls", "implicit"]


@dataclass(frozen=True)
class Relay:
    """The server that takes our mail, and how it is spoken to.

    With "starttls" and "implicit" the certificate is checked and nothing is sent in the clear
    (RFC 8314 §4.1); `ca_file` names further authorities.
    """

    host: str
    port: int = 25
    tls: Tls = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 60.0  # seconds, for each step of a conversation
    helo: str | None = None  # our name; None: what the machine calls itself
    ca_file: str | None = None


def client_of(relay: Relay) -> aiosmtplib.SMTP:
    """Return a client that is not connected yet."""
    secure = relay.tls != "none"
    return aiosmtplib.SMTP(
        hostname=relay.host,
        port=relay.port,
        username=relay.username,
        password=relay.password,
        local_hostname=relay.helo,
        timeout=relay.timeout,
        use_tls=relay.tls == "implicit",
        start_tls=relay.tls == "starttls",
        tls_context=ssl.create_default_context(cafile=relay.ca_file) if secure else None,
    )


async def greet(client: aiosmtplib.SMTP) -> None:
    """Connect where that is needed, so far that the next command is MAIL."""
    if not client.is_connected:
        await client.connect()
    if client.is_ehlo_or_helo_needed:
        try:
            await client.ehlo()
        except aiosmtplib.SMTPHeloError:
            await client.helo()
