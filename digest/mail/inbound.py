"""A message received: raw bytes to a value.  It judges nothing and believes nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.mail import fields, parts
from digest.mail.fields import Field
from digest.model.ids import checksum

MAX_BYTES = 25 * 1024 * 1024
MAX_HEADER = 256 * 1024

_BETWEEN = re.compile(r'[\s<>\[\]\\,;:"]+')
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_DKIM_B = re.compile(r"(?:^|;)\s*b\s*=([^;]*)")
_SPACE = re.compile(r"\s+")
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to")
_IDS = 100  # references that are kept


@dataclass(frozen=True)
class Inbound:
    """What a message says of itself; nothing of it is proven.

    `problem` says why the message must not be used.
    """

    message_id: str = ""
    authors: tuple[str, ...] = ()  # addresses of every From mailbox, as written
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()  # of To, Cc, Delivered-To; not the envelope's
    text: str | None = None
    html: str | None = None
    fields: tuple[Field, ...] = field(default=(), repr=False)
    types: tuple[str, ...] = ()  # media types of all parts
    problem: str = ""

    def every(self, name: str) -> tuple[str, ...]:
        """Return the values of a field, in order; the name in lower case."""
        return _every(self.fields, name)

    def first(self, name: str) -> str:
        """Return the first value of a field, empty where it is absent."""
        return next(iter(self.every(name)), "")

    @property
    def author(self) -> str:
        """The one From address in lower case; empty where there is not exactly one."""
        return self.authors[0].lower() if len(self.authors) == 1 else ""


def read(raw: bytes, *, max_bytes: int = MAX_BYTES) -> Inbound:
    """Return a message as a value; never raises, and takes time linear in its size."""
    section, start = fields.split(raw[: MAX_HEADER + 1])
    head = fields.read(section[:MAX_HEADER])
    body = parts.Body()
    problem = _over(raw, section, head, max_bytes)
    if not problem:
        body = parts.read(head, raw, start)
    authors, fault = _authors(head)
    return Inbound(
        message_id=message_id(head),
        authors=authors,
        subject=fields.decoded(_first(head, "subject")).strip(),
        in_reply_to=_ids(head, "in-reply-to"),
        references=_ids(head, "references"),
        recipients=_unique(addresses(v for n, v in head if n in RECIPIENTS)),
        text=body.text,
        html=body.html,
        fields=head,
        types=body.types,
        problem=problem or body.problem or fault,
    )


def peek_message_id(raw: bytes) -> str:
    """Return the Message-ID alone, without a look at the body."""
    section, _ = fields.split(raw[: MAX_HEADER + 1])
    return message_id(fields.read(section))


def peek_signature(raw: bytes) -> str:
    """Return what two copies of one message share, whatever became of their header on the way.

    It is made of their DKIM signatures (RFC 6376 §3.5), and without these and a Message-ID of
    author, date and body.  Empty where the Message-ID alone must tell.
    """
    section, start = fields.split(raw[: MAX_HEADER + 1])
    head = fields.read(section)
    signed = [_DKIM_B.search(value) for name, value in head if name == "dkim-signature"]
    found = sorted(_SPACE.sub("", tag[1]) for tag in signed if tag)
    if any(found):
        return checksum("\n".join(found).encode())
    if message_id(head):
        return ""
    told = [value for name in ("from", "date") for value in (name, *_every(head, name))]
    return checksum("\n".join(told).encode() + b"\n\n" + raw[start:])


def message_id(head: Iterable[Field]) -> str:
    """Return the Message-ID with its angle brackets, or what stands there without them."""
    value = _first(head, "message-id")
    found = _MESSAGE_ID.search(value)
    return found.group() if found else value[:900]


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Return every address in address fields; quoted names and comments hold none."""
    words = (word for value in values for word in _BETWEEN.split(_bare(value)))
    return tuple(word for word in words if "@" in word.strip("@"))


def _over(raw: bytes, section: bytes, head: tuple[Field, ...], most: int) -> str:
    if len(raw) > most:
        return f"larger than {most} bytes"
    if len(section) > MAX_HEADER:
        return f"header larger than {MAX_HEADER} bytes"
    if len(head) > fields.MAX_FIELDS:
        return f"more than {fields.MAX_FIELDS} header fields"
    return ""


def _authors(head: Iterable[Field]) -> tuple[tuple[str, ...], str]:
    """Return the From addresses and what is wrong with them (RFC 5322 §3.6.2)."""
    values = _every(head, "from")
    found = _unique(addresses(values))
    if len(values) > 1:
        return found, "two From fields"
    if len(found) > 1:
        return found, "two From addresses"
    return found, "" if found else "no From address"


def _bare(value: str) -> str:
    """Return a value without quoted strings and comments, in one pass (RFC 5322 §3.2)."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in value:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"' and not depth:
            quoted = not quoted
            kept.append(" ")
        elif character in "()" and not quoted:
            depth = max(0, depth + (1 if character == "(" else -1))
        elif not quoted and not depth:
            kept.append(character)
    return "".join(kept)


def _ids(head: Iterable[Field], name: str) -> tuple[str, ...]:
    return tuple(_MESSAGE_ID.findall(_first(head, name))[-_IDS:])


def _every(head: Iterable[Field], name: str) -> tuple[str, ...]:
    return tuple(value for known, value in head if known == name)


def _first(head: Iterable[Field], name: str) -> str:
    return next((value for known, value in head if known == name), "")


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple({address.lower(): address for address in found}.values())
