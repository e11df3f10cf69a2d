"""Reports about mail of ours: not delivered (RFC 3464, RFC 3463), or complained of (RFC 5965).

Half of the world's reports are older than these RFCs or know nothing of them, so where there
is no part for programs the words for people are looked at.
"""

import re
from binascii import Error, a2b_base64, a2b_qp
from dataclasses import dataclass

from digest.mail.refusals import DELAYED, FULL, GONE, POLICY
from digest.model.bounce import BounceKind

_BYTES = 200_000  # a report begins with what it reports; the returned mail follows
_TOLD = 200  # characters
_PART = re.compile(
    rb"(?im)^content-type:[ \t]*(message/(?:global-)?(?:delivery-status|feedback-report)"
    rb"|(?:message/(?:rfc822|global)|text/rfc822)[a-z-]*)"
)
_ENCODED = re.compile(rb"(?im)^content-transfer-encoding:[ \t]*(base64|quoted-printable)")
_FIELD = re.compile(
    r"(?im)^(status|action|diagnostic-code|feedback-type)[ \t]*:(.*(?:\n[ \t].*)*)"
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_MESSAGE_ID = re.compile(r"(?im)^[> \t]*message-id[ \t]*:\s*(<[^<>\s]{1,250}>)")
_ADDRESS = re.compile(r"<?[^\s<>@;:]+@[^\s<>@;:,]+>?")
_VAGUE = ("0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "6.0")  # X.0 says less than words do
_MAILBOX_IS_GONE = ("5.1.1", "5.1.2", "5.1.10")
# Our address, the protocol, the form of what we send: nobody's mailbox is at fault.
_OURS = ("5.1.7", "5.1.8", "5.5.", "5.6.", "5.7.")


@dataclass(frozen=True)
class Report:
    """What a report says; it proves nothing, anybody can write one."""

    kind: BounceKind | None  # None: a delay, or it does not say
    told: str  # status and words of the other server, on one line, without addresses
    message_ids: tuple[str, ...]  # of messages that it returns
    text: str  # all of it that was looked at, decoded, in lower case: whom it names


def read(raw: bytes) -> Report:
    """Return what a report says; never raises."""
    body = _after_head(raw[:_BYTES].replace(b"\r\n", b"\n"))
    parts = _parts(body)
    text = "\n".join(told for _, told in parts)
    status = "\n".join(told for kind, told in parts if "status" in kind or "report" in kind)
    found = [(m[1].lower(), " ".join(m[2].split())) for m in _FIELD.finditer(status)]
    fields = dict(reversed(found))  # the first recipient's: a message of ours has only one
    words = status or parts[0][1][:5000]
    if "feedback-type" in fields:
        kind: BounceKind | None = _complaint(fields["feedback-type"])
        told = fields["feedback-type"]
    else:
        kind, told = _failure(fields, words)
    return Report(kind, plain(told), tuple(_MESSAGE_ID.findall(text)), text.lower())


def kind_of(reply: str) -> BounceKind:
    """Return what a server's reply to a message means (RFC 3463), from its code or words."""
    found, words = _STATUS.search(reply), reply.casefold()
    status = found[1] if found else ""
    if status in _MAILBOX_IS_GONE:
        return BounceKind.GONE
    if status.startswith(_OURS):
        return BounceKind.POLICY
    if status and status[2:] not in _VAGUE:
        return BounceKind.SOFT
    if any(word in words for word in FULL):
        return BounceKind.SOFT
    if any(word in words for word in GONE):
        return BounceKind.GONE
    return BounceKind.POLICY if any(word in words for word in POLICY) else BounceKind.SOFT


def _after_head(raw: bytes) -> bytes:
    """Return the body: the report's own Message-ID is none of ours."""
    head, _, body = raw.partition(b"\n\n")
    encoded = _ENCODED.search(head)
    return _decoded(body, encoded[1]) if encoded else body


def _parts(body: bytes) -> list[tuple[str, str]]:
    """Return the parts a report is made of, by their media types; the first is for people."""
    marks = [*_PART.finditer(body)]
    starts = [*(mark.start() for mark in marks), len(body)]
    found = [("text", _readable(body[: starts[0]]))]
    for mark, end in zip(marks, starts[1:], strict=True):
        piece = body[mark.start() : end]
        head, gap, rest = piece.partition(b"\n\n")
        encoded = _ENCODED.search(head)
        if encoded:
            rest = _decoded(rest.partition(b"\n--")[0], encoded[1])
        found.append((mark[1].decode().lower(), _readable(head + gap + rest)))
    return found


def _decoded(text: bytes, how: bytes) -> bytes:
    if how.lower() == b"quoted-printable":
        return a2b_qp(text)
    try:
        return a2b_base64(text)
    except Error:
        return text


def _readable(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\r\n", "\n")


def _failure(fields: dict[str, str], words: str) -> tuple[BounceKind | None, str]:
    """Return what a report of non-delivery means, and the words it goes by."""
    action = fields.get("action", "").lower()
    if action and not action.startswith("failed"):
        return None, action
    said = " ".join(filter(None, (fields.get("status"), fields.get("diagnostic-code"))))
    if not action and any(word in words.casefold() for word in DELAYED):
        return None, "delayed"
    if said:
        # A status of X.0 is a gateway's shrug: its diagnostic often has the better one.
        statuses = [s for s in _STATUS.findall(said) if s[2:] not in _VAGUE]
        return kind_of(f"{statuses[0]} {said}" if statuses else said), said
    status = _STATUS.search(words)
    line = _line_of(words, status.start()) if status else _telling(words)
    return (kind_of(line), line) if line else (BounceKind.SOFT, "")


def _line_of(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def _telling(text: str) -> str:
    """Return the first line that says why, in words."""
    known = (*GONE, *FULL, *POLICY)
    lines = text.splitlines()
    return next((line for line in lines if any(w in line.casefold() for w in known)), "")


def _complaint(feedback: str) -> BounceKind | None:
    """RFC 5965 §7.3: "not-spam" takes a complaint back, "auth-failure" is about us."""
    if feedback.lower() in ("abuse", "fraud", "opt-out", "virus", "other"):
        return BounceKind.COMPLAINT
    return BounceKind.POLICY if feedback.lower() == "auth-failure" else None


def plain(told: str) -> str:
    """Return what a server said on one line, without addresses."""
    return " ".join(_ADDRESS.sub("…", told).split())[:_TOLD]
