"""What a mail host writes on top of a message that it takes in (RFC 8601)."""

import re
from datetime import datetime
from email.utils import format_datetime

_FIELD = re.compile(rb"[^\r\n]*(?:\r\n[ \t][^\r\n]*)*\r\n")
_CLAIM = re.compile(rb"authentication-results[ \t]*:", re.IGNORECASE)
_FROM = re.compile(rb"from[ \t]*:(.*)", re.IGNORECASE | re.DOTALL)
# Narrower than RFC 5322 on purpose: everybody must read the same address here.
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)"
_AUTHOR = re.compile(
    rf'(?:(?:[^<>@,;:()"\\]*|"[^<>@"\\]*") ?<({_ADDRESS})>|({_ADDRESS}))', re.ASCII
)
_NOBODY = "unknown.invalid"


class Malformed(ValueError):
    """The header can be read in two ways."""


def vouched(
    raw: bytes, *, submitter: str | None, authserv_id: str, peer: str, at: datetime
) -> bytes:
    """Return a message with our word on top, and nobody else's in it.

    Every Authentication-Results field goes, whoever it names.  dmarc=pass only if `submitter`,
    the address that proved itself, is the one author; dmarc=fail if it is somebody else.
    Nothing is known of an outsider, and the sample's domain publishes no policy: dmarc=none.

    Raises:
        Malformed: the header has a bare CR or LF, a NUL, or begins with a continuation.
    """
    fields, body = _split(raw)
    author, domain = _author(fields)
    verdict = ("pass" if author == submitter.lower() else "fail") if submitter else "none"
    how = "ESMTPA" if submitter else "ESMTP"
    head = (
        f"Authentication-Results: {authserv_id}; dmarc={verdict} header.from={domain}\r\n"
        f"Received: from [{peer}] by mailhost.invalid with {how};\r\n {format_datetime(at)}\r\n"
    )
    kept = [field for field in fields if not _CLAIM.match(field)]
    return head.encode() + b"".join(kept) + b"\r\n" + body


def _split(raw: bytes) -> tuple[list[bytes], bytes]:
    """Return the fields of a header, each with its line ends, and the body."""
    head, _, body = (b"\r\n" + raw).partition(b"\r\n\r\n")
    header = head[2:] + b"\r\n" if len(head) > 1 else b""
    if re.search(rb"\r(?!\n)|(?<!\r)\n|\0", header) or header[:1] in (b" ", b"\t"):
        raise Malformed("bare CR or LF, NUL, or a continuation of nothing in the header")
    return _FIELD.findall(header), body


def _author(fields: list[bytes]) -> tuple[str, str]:
    """Return the one author's address and domain, in lower case."""
    authors = [found[1] for field in fields if (found := _FROM.match(field))]
    if len(authors) != 1:
        return "", _NOBODY
    plain = " ".join(authors[0].decode("utf-8", "replace").split())
    author = _AUTHOR.fullmatch(plain)
    if not author:
        return "", _NOBODY
    return (author[1] or author[3]).lower(), (author[2] or author[4]).lower()
