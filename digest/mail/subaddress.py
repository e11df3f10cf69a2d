"""Tokens in the addresses a message was sent to, such as `reply+TOKEN@…` (RFC 5233)."""

import re
from collections.abc import Iterable
from functools import lru_cache

from digest.model.addresses import TOKEN, Forms
from digest.tokens import LENGTH

# Bounce Address Tag Validation puts a tag before the local part.
_BATV = r"(?:prvs=[0-9a-z]{1,20}=|btv1==[0-9a-z]{1,40}==)?"
# Clients lose the plus, or send it percent-encoded or as the space it means in a query.
_PLUS = r"(?:\+|%2b|%20| )?"
_LONGEST = 320  # octets of an address, RFC 5321 §4.5.3.1


def reply_tokens(recipients: Iterable[str], forms: Forms | None) -> tuple[str, ...]:
    """Return the distinct reply tokens in order, in lower case; two are one too many."""
    return _tokens(forms.reply if forms else None, recipients)


def unsubscribe_tokens(recipients: Iterable[str], forms: Forms | None) -> tuple[str, ...]:
    """Return the distinct tokens that stop mail."""
    return _tokens(forms.unsubscribe if forms else None, recipients)


def bounce_tokens(recipients: Iterable[str], forms: Forms | None) -> tuple[str, ...]:
    """Return the distinct tokens of envelope senders of ours."""
    return _tokens(forms.bounce if forms else None, recipients)


def known(recipient: str, forms: Forms) -> bool:
    """Return whether an address has one of our forms; the token itself may be unknown."""
    plain = forms.plain and bare(recipient) == forms.reply.lower()
    return plain or any(
        _token(form, recipient) for form in (forms.reply, forms.unsubscribe, forms.bounce)
    )


def bare(recipient: str) -> str:
    """Return an address in lower case, without what mail programs put around it."""
    return recipient.strip().strip("<>").lower().rstrip(".")


def _tokens(form: str | None, recipients: Iterable[str]) -> tuple[str, ...]:
    found = (_token(form, recipient) for recipient in recipients)
    return tuple(dict.fromkeys(token for token in found if token))


def _token(form: str | None, recipient: str) -> str:
    if not form or TOKEN not in form or len(recipient) > _LONGEST:
        return ""
    local, _, host = bare(recipient).rpartition("@")
    found = _pattern(form.lower()).fullmatch(f"{local.strip(chr(34))}@{host}")
    return found[1] if found else ""


@lru_cache(maxsize=16)
def _pattern(form: str) -> re.Pattern[str]:
    before, _, after = form.partition(TOKEN)
    words = [re.escape(word) for word in before.split("+")]
    return re.compile(rf"{_BATV}{_PLUS.join(words)}([a-z2-7]{{{LENGTH}}}){re.escape(after)}")
