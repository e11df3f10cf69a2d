"""Whether whoever sent a webhook knows its secret; every comparison takes constant time."""

import base64
import binascii
import hmac
from collections.abc import Iterator, Mapping

_STANDARD = "whsec_"  # how Standard Webhooks marks a key that is written in base64


def proven(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Return whether one of the headers proves the secret; names are asked in lower case.

    A request that is sent again proves it again: all it can do is to have a source looked at.
    """
    found = [_equal(proof, told) for proof, told in _proofs(headers, body, secret)]
    return any(found)


def _proofs(
    headers: Mapping[str, str], body: bytes, secret: str
) -> Iterator[tuple[str, str | None]]:
    """Yield what each kind of host would have sent, and what was sent."""
    digest = hmac.digest(secret.encode(), body, "sha256").hex()
    yield f"sha256={digest}", headers.get("x-hub-signature-256")  # GitHub
    yield digest, headers.get("x-gitea-signature")
    yield digest, headers.get("x-forgejo-signature")
    yield secret, headers.get("x-gitlab-token")
    # GitLab's signing token, and others: the Standard Webhooks specification.
    identifier, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    signed = f"{identifier}.{at}.".encode() + body
    told = headers.get("webhook-signature", "").split(" ")[:5]
    for key in _keys(secret):
        proof = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        yield from ((f"v1,{proof}", one) for one in told)


def _keys(secret: str) -> Iterator[bytes]:
    yield secret.encode()
    if secret.startswith(_STANDARD):
        try:
            yield base64.b64decode(secret.removeprefix(_STANDARD), validate=True)
        except binascii.Error:
            return


def _equal(proof: str, told: str | None) -> bool:
    return hmac.compare_digest(proof.encode(), (told or "").encode(errors="replace"))
