"""A message's bytes: the same for the same value, whenever they are made.

The bytes are sent as they are.  Parsing and writing them again would fold the fields anew and
break what a relay has signed.
"""

from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from typing import Literal

from digest.mail import headers
from digest.mail.automatic import MARKER
from digest.model.installation import Mailbox

# DR, RN and NRN ask Exchange to send us no receipts, OOF no out-of-office: that one tells us
# when to pause, so it is asked only where a reply would reach nobody.  Never All or NDR: they
# drop the bounces we count (MS-OXCMAIL §2.1.3.2.20).
SUPPRESSED = "AutoReply, DR, RN, NRN"
ONE_CLICK = "List-Unsubscribe=One-Click"  # RFC 8058 §3.1, to the letter


@dataclass(frozen=True)
class Outgoing:
    """One message to one person, in words and addresses."""

    message_id: str
    date: datetime  # when it was queued; kept when it is tried again
    author: Mailbox  # From
    to: Mailbox
    subject: str
    text: str
    html: str
    kind: str  # digest, delay, receipt, confirm: the marker by which we know our own mail
    list_id: str  # e.g. digest.northbeam.example
    reply_to: str | None = None  # an address; None: replies go to the author
    unsubscribe: str | None = None  # https, acts on POST
    unsubscribe_mail: str | None = None  # an address
    auto_submitted: Literal["auto-generated", "auto-replied"] = "auto-generated"
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()


def compose(message: Outgoing) -> bytes:
    """Return the message with CRLF line ends: multipart/alternative, plain text first.

    Both parts are UTF-8 in quoted-printable, which no relay has a reason to rewrite.

    Raises:
        Permanent: an address cannot stand in a field.
    """
    # "=_" cannot occur in quoted-printable (RFC 2045 §6.7), so no body holds the boundary.
    boundary = f"=_{sha256(message.message_id.encode()).hexdigest()[:32]}"
    head = [*_head(message), "MIME-Version: 1.0"]
    head.append(f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"')
    parts = [_part("plain", message.text), _part("html", message.html)]
    opening = f"--{boundary}\r\n".encode()
    return b"".join(
        (
            "\r\n".join(head).encode("ascii"),
            b"\r\n\r\n",
            *(opening + part for part in parts),
            f"--{boundary}--\r\n".encode(),
        )
    )


def _head(message: Outgoing) -> list[str]:
    author = message.author
    reply_to = Mailbox(author.name, message.reply_to) if message.reply_to else None
    return [
        headers.mailboxes("From", author),
        headers.mailboxes("To", message.to),
        *([headers.mailboxes("Reply-To", reply_to)] if reply_to else []),
        headers.unstructured("Subject", message.subject),
        f"Date: {format_datetime(message.date)}",
        f"Message-ID: {message.message_id}",
        *_threading(message),
        f"List-Id: <{message.list_id}>",
        *_unsubscribing(message),
        f"Auto-Submitted: {message.auto_submitted}",
        f"X-Auto-Response-Suppress: {SUPPRESSED}{'' if reply_to else ', OOF'}",
        f"{MARKER}: {message.kind}",
    ]


def _threading(message: Outgoing) -> list[str]:
    answered = headers.known_ids([message.in_reply_to or ""])
    references = headers.known_ids(message.references)
    lines = [f"In-Reply-To: {each}" for each in answered]
    return lines + ([f"References: {' '.join(references)}"] if references else [])


def _unsubscribing(message: Outgoing) -> list[str]:
    addresses = [message.unsubscribe] if message.unsubscribe else []
    if message.unsubscribe_mail:
        addresses.append(f"mailto:{message.unsubscribe_mail}?subject=unsubscribe")
    if not addresses:
        return []
    one_click = [f"List-Unsubscribe-Post: {ONE_CLICK}"] if message.unsubscribe else []
    return [headers.uris("List-Unsubscribe", *addresses), *one_click]


def _part(subtype: str, body: str) -> bytes:
    # b2a_qp breaks lines as the first one ends, so there has to be one: CRLF throughout.
    lines = body.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    lines = lines.replace("\n", "\r\n")
    encoded = b2a_qp(lines.encode(errors="replace"), istext=True)
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
    return (
        f"{head}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
        + encoded
        + b"\r\n"
    )
