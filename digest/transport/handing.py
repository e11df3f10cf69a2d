"""One message handed over to a server, and what its replies mean for it."""

import asyncio
import re
from contextlib import suppress

import aiosmtplib

from digest.model.ledger import Delivery
from digest.ports import NotSent, Sent
from digest.transport.replies import on_one_line, said

_STEPS = 4  # MAIL, RCPT, DATA, and the text
_CLOSING = 421  # RFC 5321 §3.8: the server ends the session, the message is not to blame
_WANTS_LOGIN = (530, 534, 535, 538)  # RFC 4954 §6: no message can change that
_PERMANENT = 500
_LOWEST = 200  # codes below are the client's own, for what is no SMTP reply
_TAKEN = (250, 251)  # RFC 5321 §4.2.3: of MAIL and RCPT
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")


class Ended(Exception):
    """The session ended, and the server has not taken the message: it may be offered again."""


def no_address(delivery: Delivery) -> NotSent | None:
    """Return the answer for a message that cannot be addressed, None for every other."""
    for address in (delivery.address, delivery.envelope_sender):
        if address and not _ADDRESS.fullmatch(address):
            error = f"not an address: {on_one_line(address)!r}"
            return NotSent(delivery.id, error, permanent=True)
    return None


async def hand_over(client: aiosmtplib.SMTP, delivery: Delivery, raw: bytes) -> Sent | NotSent:
    """Hand one message over; the bytes go as they are, never through an EmailMessage.

    The time for its steps is that of all together: four timers cost more than the waiting.

    Raises:
        Ended: the session ended before the server had all of it.
    """
    size = f" SIZE={len(raw)}" if client.supports_extension("size") else ""
    longest = client.timeout and _STEPS * client.timeout
    at_text = False
    try:
        async with asyncio.timeout(longest):
            await _say(client, f"MAIL FROM:<{delivery.envelope_sender}>{size}")
            await _say(client, f"RCPT TO:<{delivery.address}>")
            at_text = True
            response = await client.data(raw, timeout=None)
    except (aiosmtplib.SMTPException, OSError) as trouble:
        if isinstance(trouble, aiosmtplib.SMTPResponseException) and trouble.code >= _LOWEST:
            return await _refused(client, delivery, trouble)
        if not at_text:
            raise Ended(said(trouble)) from trouble
        client.close()
        return _doubted(delivery, trouble)
    return Sent(delivery.id, f"{response.code} {on_one_line(response.message)}")


async def _say(client: aiosmtplib.SMTP, command: str) -> None:
    """Say what names an address that is known to be one; aiosmtplib would parse it anew."""
    response = await client.execute_command(command.encode("ascii"), timeout=None)
    if response.code not in _TAKEN:
        raise aiosmtplib.SMTPResponseException(response.code, response.message)


async def _refused(
    client: aiosmtplib.SMTP, delivery: Delivery, refusal: aiosmtplib.SMTPResponseException
) -> NotSent:
    if refusal.code == _CLOSING:
        raise Ended(said(refusal)) from refusal
    if refusal.code in _WANTS_LOGIN:
        return down(delivery, said(refusal))
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.rset()  # the next message starts clean
    return NotSent(delivery.id, said(refusal), permanent=refusal.code >= _PERMANENT)


def _doubted(delivery: Delivery, trouble: Exception) -> NotSent:
    """RFC 1047: whoever waits for the last reply cannot know.

    Nor can who waits for leave to send the text: aiosmtplib does not tell the two apart.
    """
    error = f"{said(trouble)}; the server may have taken the message"
    return NotSent(delivery.id, error, permanent=False, in_doubt=True)


def down(delivery: Delivery, error: str) -> NotSent:
    """Return the answer for a message that no server was offered."""
    return NotSent(delivery.id, error, permanent=False, relay_down=True)
