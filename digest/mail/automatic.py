"""Did a person write this?  Automatic mail is never applied and never answered (RFC 3834)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from digest.mail.inbound import Inbound
from digest.mail.subjects import AWAY_SUBJECTS, RETURNED_SUBJECTS

MARKER = "X-Digest-Kind"  # stands on everything we send


class Automatic(StrEnum):
    """HARD: ignore in silence.  SOFT: neither apply nor answer, show it to the operator."""

    NONE = "none"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True)
class Origin:
    """How automatic a message is and why; `report` is a report on a delivery of ours."""

    level: Automatic
    reason: str = ""
    report: bool = False


_REPORTS = {"multipart/report", "message/delivery-status", "message/feedback-report"}
_AUTOREPLY = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-responder",
    "x-autoreply-from",
    "x-auto-reply-from",
    "x-mail-autoreply",
)
_DAEMONS = {"mailer-daemon", "postmaster", "mail-daemon", "mdaemon"}
_NO_REPLY = re.compile(r"(?:do[-_.]?not|no)[-_.]?reply(?:[-_.+].*)?")
_BULK = {"bulk", "junk", "list"}


def classify(inbound: Inbound, *, envelope_sender: str | None, own: Collection[str]) -> Origin:
    """Return whether a person wrote a message; the strongest sign wins.

    `envelope_sender` is empty for the null reverse-path, None where it is not known;
    `own` are the addresses that we write from.  X-Auto-Response-Suppress asks others not to
    reply and is no sign.
    """
    for reason, report in _hard(inbound, envelope_sender, own):
        return Origin(Automatic.HARD, reason, report)
    for reason in _soft(inbound):
        return Origin(Automatic.SOFT, reason)
    return Origin(Automatic.NONE)


def _hard(
    inbound: Inbound, envelope_sender: str | None, own: Collection[str]
) -> Iterator[tuple[str, bool]]:
    report = next((kind for kind in inbound.types if kind in _REPORTS), "")
    if report:
        yield f"it has a {report} part", True
    if inbound.first("x-failed-recipients"):
        yield "X-Failed-Recipients", True
    if inbound.first(MARKER.lower()):
        yield f"{MARKER}: our own mail came back", False
    locals_ = [author.lower().rpartition("@")[0] for author in inbound.authors]
    yield from ((f"From {local}", True) for local in locals_ if local in _DAEMONS)
    ours = {address.lower() for address in own}
    if any(author.lower() in ours for author in inbound.authors):
        yield "From is our own address", False
    yield from ((reason, False) for reason in _declared(inbound))
    if envelope_sender == "" or inbound.first("return-path").replace(" ", "") == "<>":
        yield "null reverse-path", False


def _declared(inbound: Inbound) -> Iterator[str]:
    """Yield what an automatic responder says of itself."""
    for value in inbound.every("auto-submitted"):
        word = _word(value)
        if word and word != "no":
            yield f"Auto-Submitted: {word}"
    if any(_word(v).replace("-", "_") == "auto_reply" for v in inbound.every("precedence")):
        yield "Precedence: auto_reply"
    yield from (name for name in _AUTOREPLY if inbound.first(name))


def _soft(inbound: Inbound) -> Iterator[str]:
    words = (_word(value) for value in inbound.every("precedence"))
    yield from (f"Precedence: {word}" for word in words if word in _BULK)
    if inbound.first("list-id"):
        yield "List-Id"
    locals_ = (author.lower().rpartition("@")[0] for author in inbound.authors)
    yield from (f"From {local}" for local in locals_ if _NO_REPLY.fullmatch(local))
    subject = " ".join(inbound.subject.casefold().split())
    # Only at its beginning: an item may well be called "Out of office replies are lost".
    if subject.startswith(AWAY_SUBJECTS):
        yield "the subject of an out-of-office reply"
    if subject.startswith(RETURNED_SUBJECTS):
        yield "the subject of a delivery report"


def _word(value: str) -> str:
    """Return the first word of a field, without parameters and comments."""
    return re.split(r"[;(\s]", value.strip().lower(), maxsplit=1)[0]
