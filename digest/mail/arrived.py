"""A message that arrived as the inbox keeps it: its bytes, its marks, how it came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from digest.mail import fields, inbound
from digest.mail.subaddress import bare, known
from digest.model.addresses import Forms
from digest.model.ids import checksum
from digest.model.ledger import InboxEntry


@dataclass(frozen=True)
class Envelope:
    """What is known of a message beside its bytes (RFC 5321 §2.3.1)."""

    sender: str = ""  # empty: the null reverse-path
    recipients: tuple[str, ...] = ()
    client: str = ""  # address of the host that handed it over, where it is a stranger's
    helo: str = ""  # as that host called itself


def entry(raw: bytes, envelope: Envelope, *, came: str, at: datetime) -> InboxEntry:
    """Return what is stored of a message; `came` says by which way."""
    return InboxEntry(
        id=checksum(raw),
        message_id=inbound.peek_message_id(raw),
        raw=raw,
        envelope_sender=envelope.sender.strip("<>"),
        recipients=envelope.recipients,
        received_at=at,
        signature=inbound.peek_signature(raw),
        came=came,
        client=envelope.client,
        helo=envelope.helo,
    )


def envelope_of(raw: bytes, forms: Forms, mailboxes: Collection[str]) -> Envelope:
    """Return the envelope that the header of a message tells, where no protocol told one.

    Recipients are those that are ours: `mailboxes` in lower case, and addresses of our forms.
    Without a Return-Path the author stands in, for nothing says that it is the null one.
    """
    section, _ = fields.split(raw[: inbound.MAX_HEADER + 1])
    head = fields.read(section[: inbound.MAX_HEADER])
    told = inbound.addresses(v for name, v in head if name in inbound.RECIPIENTS)
    paths = [value for name, value in head if name == "return-path"]
    authors = inbound.addresses(value for name, value in head if name == "from")
    sender = paths[0].strip(" <>") if paths else next(iter(authors), "unknown")
    return Envelope(sender, ours(told, forms, mailboxes))


def ours(addresses: Iterable[str], forms: Forms, mailboxes: Collection[str]) -> tuple[str, ...]:
    """Return those addresses that are ours, each once."""
    found = (each for each in addresses if known(each, forms) or bare(each) in mailboxes)
    return tuple(dict.fromkeys(found))
