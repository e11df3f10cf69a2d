"""Is the author who the message says?  Only our own mail host's word counts (RFC 8601)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from authres import AuthResError, FeatureContext  # type: ignore[import-untyped]

from digest.mail.fields import MAX_VALUE
from digest.mail.inbound import Inbound

MAX_FIELDS = 20  # of our own host in one message; it writes one or two
# Where each method says which domain it vouches for, best first.
_VOUCHED = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom",),
}


class Least(StrEnum):
    """The least proof that an author's domain needs, strictest first."""

    DMARC = "dmarc"
    DKIM = "dkim"  # an aligned signature where the domain has no DMARC policy
    SPF = "spf"  # or an aligned envelope sender
    TOKEN = "token"  # noqa: S105 - the reply address alone, for small changes


class Verdict(StrEnum):
    """PASS proves the author's domain; FAIL says forged; NONE proves nothing."""

    PASS = "pass"  # noqa: S105 - a verdict
    NONE = "none"
    FAIL = "fail"


@dataclass(frozen=True)
class Proof:
    """What our mail host says of an author, and why we read it so."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class Result:
    """One result of one method, and the domain it vouches for."""

    method: str
    result: str
    domain: str = ""


def proof(
    inbound: Inbound,
    *,
    author: str,
    authserv_id: str | None,
    least: Least = Least.SPF,
    own_received: int = 0,
) -> Proof:
    """Return what is proven of `author`, an address; the worst verdict wins.

    dmarc=pass for the author's domain passes and dmarc=fail fails.  Where the domain has no
    policy, every aligned dkim result, else every aligned spf result, must be a pass.  Aligned
    is the same domain, or one above or below it (relaxed, RFC 7489 §3.1, with no list of
    public suffixes).  `least` asks for more than that of some domains.  Results count above
    the topmost Received field, or below so many of these as our own hosts write.
    """
    domain = domain_of(author)
    if not authserv_id:
        return Proof(Verdict.NONE, "no authserv-id is configured")
    if not domain:
        return Proof(Verdict.NONE, "no single author")
    ours = list(_ours(results_above(inbound, own_received), authserv_id.lower()))
    if not ours:
        return Proof(Verdict.NONE, f"no Authentication-Results of {authserv_id}")
    if len(ours) > MAX_FIELDS or None in ours:
        return Proof(Verdict.NONE, "Authentication-Results cannot be read")
    return judge([result for field in ours if field for result in field], domain, least)


def results_above(inbound: Inbound, own_received: int) -> Iterator[str]:
    """Yield the Authentication-Results that only our own hosts can have written or passed."""
    for name, value in inbound.fields:
        if name == "received":
            own_received -= 1
        if own_received < 0:
            return
        if name == "authentication-results":
            yield value


def judge(results: Sequence[Result], domain: str, least: Least = Least.SPF) -> Proof:
    """Return what results prove of an author's domain."""
    dmarc = [r for r in results if r.method == "dmarc"]
    if any(r.result == "fail" for r in dmarc):
        return Proof(Verdict.FAIL, "dmarc=fail")
    if any(r.result == "pass" for r in dmarc):
        wrong = [r for r in dmarc if r.result != "pass" or r.domain != domain]
        if wrong:
            said = wrong[0].domain or "no domain"
            return Proof(Verdict.NONE, f"dmarc={wrong[0].result} for {said}, not {domain}")
        return Proof(Verdict.PASS, f"dmarc=pass for {domain}")
    if any(r.result not in ("none", "bestguesspass") for r in dmarc):
        return Proof(Verdict.NONE, f"dmarc={dmarc[0].result}")
    return _without_policy(results, domain, least)


def _without_policy(results: Sequence[Result], domain: str, least: Least) -> Proof:
    enough = {Least.DMARC: (), Least.DKIM: ("dkim",)}.get(least, ("dkim", "spf"))
    for method in enough:
        theirs = [r for r in results if r.method == method and aligned(r.domain, domain)]
        if theirs and all(r.result == "pass" for r in theirs):
            return Proof(Verdict.PASS, f"{method}=pass for {theirs[0].domain}")
    passed = {Least.DMARC: "no dmarc pass", Least.DKIM: "dkim does not pass"}
    told = passed.get(least, "neither dkim nor spf passes")
    return Proof(Verdict.NONE, f"{told} for {domain}")


def _ours(values: Iterable[str], authserv_id: str) -> Iterator[list[Result] | None]:
    """Yield the results of each of our host's fields; None for one that cannot be read."""
    for value in values:
        plain = _uncommented(value)
        if plain is None or len(value) >= MAX_VALUE:  # it was cut: the worst may be missing
            if authserv_id in value.lower():
                yield None
        elif plain.partition(";")[0].lower().split()[:1] == [authserv_id]:
            yield _read(plain)


def _read(value: str) -> list[Result] | None:
    try:
        parsed = FeatureContext().parse_value(value)
    except (AuthResError, ValueError, AttributeError, TypeError):
        return None
    return [
        Result(found.method, found.result, _vouched(found.method, found.properties))
        for found in parsed.results
    ]


def _vouched(method: str, properties: Iterable[Any]) -> str:
    said = {f"{p.type}.{p.name}": str(p.value or "") for p in reversed(list(properties))}
    values = (said.get(name, "") for name in _VOUCHED.get(method, ()))
    return next((domain_of(value) for value in values if value), "")


def _uncommented(value: str) -> str | None:
    """Return a field without its comments; None when one, or a quoted string, never ends.

    Comments nest and may hold anything (RFC 5322 §3.2.2): what they say is no verdict.
    """
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for character in value:
        if not depth:
            kept.append(" " if character == "(" and not quoted else character)
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"' and not depth:
            quoted = not quoted
        elif character in "()" and not quoted:
            depth += 1 if character == "(" else -1
        if depth < 0:
            return None
    return None if depth or quoted else "".join(kept)


def aligned(one: str, other: str) -> bool:
    """Return whether two domains are the same, or one is above the other."""
    upper, lower = sorted((one, other), key=len)
    return "." in upper and (upper == lower or lower.endswith("." + upper))


def domain_of(address: str) -> str:
    """Return what follows the last @, as the wire has it (RFC 5890 A-label)."""
    domain = address.strip().rpartition("@")[2].rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""
