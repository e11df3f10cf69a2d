"""Who wrote a message, as we verify it ourselves: DKIM, SPF and DMARC."""

import re
from collections.abc import Iterator, Sequence

import dkim  # type: ignore[import-untyped]

from digest.errors import Transient
from digest.mail import spf
from digest.mail.inbound import Inbound
from digest.mail.questions import Ask, Questions, TooManyQuestions
from digest.mail.sender import Least, Proof, Result, Verdict, aligned, domain_of, judge
from digest.model.ledger import InboxEntry

_SIGNATURES = 5  # of one message that are looked at
_TESTING = re.compile(r"(?:^|;)\s*t\s*=[^;]*\by\b")
_TAG = re.compile(r"\s*([a-z]+)\s*=\s*([a-z]+)\s*")


def verified(entry: InboxEntry, inbound: Inbound, ask: Ask, least: Least) -> Proof:
    """Return what is proven of a message's author by our own questions to DNS.

    Raises:
        Transient: DNS does not answer now.
    """
    domain = domain_of(inbound.author)
    if not domain:
        return Proof(Verdict.NONE, "no single author")
    questions = Questions(ask)
    try:
        signed = list(_signed(entry.raw, inbound, questions))
        # One good signature is enough, whatever became of others on the way (RFC 6376 §6.1).
        found = [one for one in signed if one.result == "pass"] or signed
        found += _sent(entry, questions)
        return judge([_policy(found, domain, questions), *found], domain, least)
    except TooManyQuestions:
        return Proof(Verdict.NONE, "DNS would have to be asked too often")


def _signed(raw: bytes, inbound: Inbound, ask: Ask) -> Iterator[Result]:
    """Yield a result for each DKIM signature (RFC 6376 §6.1)."""
    for number in range(min(len(inbound.every("dkim-signature")), _SIGNATURES)):
        message = dkim.DKIM(raw)
        try:
            passes = message.verify(number, dnsfunc=lambda name, **_: _key(name, ask))
        except (Transient, TooManyQuestions):
            raise
        except Exception:  # noqa: BLE001 - a library meets whatever a stranger wrote
            passes = False
        tags = getattr(message, "signature_fields", {})
        told = tags.get(b"d", b"").decode("ascii", "replace")
        covers = passes and _covers(tags, inbound)
        yield Result("dkim", "pass" if covers else "fail", domain_of(told))


def _covers(tags: dict[bytes, bytes], inbound: Inbound) -> bool:
    """Return whether a signature is of the whole text, and of who wrote to whom."""
    signed = {name.strip().lower() for name in tags.get(b"h", b"").split(b":")}
    wanted = {b"from", *([b"to"] if inbound.first("to") else [])}
    return wanted <= signed and b"l" not in tags and tags.get(b"a") != b"rsa-sha1"


def _key(name: bytes, ask: Ask) -> bytes | None:
    """Return the record of a key; one that is only tried out is none (RFC 6376 §3.6.1)."""
    answers = ask(name.decode("ascii", "replace"), "TXT")
    if not answers or _TESTING.search(answers[0]):
        return None
    return answers[0].encode("latin-1", "replace")


def _sent(entry: InboxEntry, ask: Ask) -> Iterator[Result]:
    """Yield what SPF says, where a stranger's host brought the message to us."""
    if entry.client and spf.stranger(entry.client):
        told = spf.result(entry.client, entry.helo, entry.envelope_sender, ask)
        yield Result("spf", told, domain_of(entry.envelope_sender or entry.helo))


def _policy(found: Sequence[Result], domain: str, ask: Ask) -> Result:
    """Return what DMARC says (RFC 7489 §6.6); a policy above the domain counts too.

    In place of a list of public suffixes, the domains above are asked one after the other.
    """
    labels = domain.split(".")
    for at in range(len(labels) - 1):
        above = ".".join(labels[at:])
        tags = _tags(ask(f"_dmarc.{above}", "TXT"))
        if tags and tags.get("psd") != "y":
            strict = {"dkim": tags.get("adkim") == "s", "spf": tags.get("aspf") == "s"}
            passes = any(
                one.result == "pass"
                and (
                    one.domain == domain
                    if strict[one.method]
                    else aligned(one.domain, domain) or one.domain.endswith(f".{above}")
                )
                for one in found
            )
            return Result("dmarc", "pass" if passes else "fail", domain)
    return Result("dmarc", "none", domain)


def _tags(answers: Sequence[str]) -> dict[str, str]:
    """Return the one DMARC record of a domain as tags; of two neither counts."""
    records = [told for told in answers if told.partition(";")[0].strip() == "v=DMARC1"]
    if len(records) != 1:
        return {}
    parts = (_TAG.fullmatch(part) for part in records[0].split(";")[1:])
    return {"v": "DMARC1", **{part[1]: part[2].lower() for part in parts if part}}
