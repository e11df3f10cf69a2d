"""Tokens in the addresses a message was sent to: `reply+TOKEN@…` (RFC 5233)."""

import re
from collections.abc import Iterable

from digest.tokens import LENGTH, well_formed

REPLY, UNSUBSCRIBE, BOUNCE = "reply", "unsubscribe", "bounce"
FORMS = (REPLY, UNSUBSCRIBE, BOUNCE)

# Bounce Address Tag Validation puts a tag before the local part, or around it.
_BATV = re.compile(r"(?:prvs=[0-9a-z]{1,20}=|btv1==[0-9a-z]{1,40}==)")
# Clients lose the plus, or send it percent-encoded or as the space it means in a query.
_PLUS = re.compile(r"(?:\+|%2b|%20| )?")


def reply_tokens(recipients: Iterable[str], domain: str) -> tuple[str, ...]:
    """Return the distinct reply tokens in order, in lower case; two are one too many."""
    return tokens(REPLY, recipients, domain)


def unsubscribe_tokens(recipients: Iterable[str], domain: str) -> tuple[str, ...]:
    """Return the distinct tokens of `unsubscribe+TOKEN@domain`."""
    return tokens(UNSUBSCRIBE, recipients, domain)


def bounce_tokens(recipients: Iterable[str], domain: str) -> tuple[str, ...]:
    """Return the distinct tokens of `bounce+TOKEN@domain`."""
    return tokens(BOUNCE, recipients, domain)


def tokens(form: str, recipients: Iterable[str], domain: str) -> tuple[str, ...]:
    """Return the distinct well-formed tokens of one form of address, in order."""
    found = (_token(form, recipient, domain.lower()) for recipient in recipients)
    return tuple(dict.fromkeys(token for token in found if token))


def known(recipient: str, domain: str) -> bool:
    """Return whether an address has one of our forms; the token itself may be unknown."""
    return any(_token(form, recipient, domain.lower()) for form in FORMS)


def _token(form: str, recipient: str, domain: str) -> str:
    local, _, host = recipient.strip().strip("<>").lower().rpartition("@")
    local = local.strip('"')
    tagged = _BATV.match(local)
    local = local[tagged.end() :] if tagged else local
    if host.rstrip(".") != domain or not local.startswith(form):
        return ""
    rest = local[len(form) :]
    plus = _PLUS.match(rest)
    token = rest[plus.end() :] if plus else rest
    return token if len(token) == LENGTH and well_formed(token) else ""
