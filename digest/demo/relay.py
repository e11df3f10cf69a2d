"""Hand one message to an SMTP server, and say what it answered."""

import aiosmtplib

_SECONDS = 15  # for each answer


async def relayed(
    raw: bytes, sender: str, recipient: str, *, to: tuple[str, int], password: str = ""
) -> str:
    """Offer a message to a server and return its answer, or 451 when it gives none.

    With a password the sender proves who they are first.  The answer begins with a reply
    code; 2yz means that the server has the message.
    """
    client = aiosmtplib.SMTP(
        hostname=to[0],
        port=to[1],
        local_hostname="mailhost.invalid",
        start_tls=False,
        timeout=_SECONDS,
    )
    try:
        async with client:
            if password:
                await client.login(sender, password)
            return _line(250, (await client.sendmail(sender, [recipient], raw))[1])
    except aiosmtplib.SMTPRecipientsRefused as refused:
        first = refused.recipients[0]
        return _line(first.code, first.message)
    except aiosmtplib.SMTPResponseException as refused:
        return _line(refused.code, refused.message)
    except (aiosmtplib.SMTPException, OSError):
        return f"451 4.4.1 {to[0]}:{to[1]} cannot be reached, try again"


def _line(code: int, message: str) -> str:
    said = " ".join(message.encode("ascii", "replace").decode().split())
    return f"{code} {said}"[:500]
