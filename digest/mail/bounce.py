"""What a delivery report says of an address (RFC 3464, RFC 3463)."""

import re

# Bad mailbox, bad domain, null MX: these addresses take no mail, today or tomorrow.
_GONE = re.compile(rb"(?im)^Status:[ \t]*5\.1\.(?:1|2|10)\b")
_REPORT_BYTES = 200_000  # a report begins with what it reports; the returned mail follows


def address_is_gone(raw: bytes) -> bool:
    """Return whether a report says that its recipient does not exist."""
    return _GONE.search(raw[:_REPORT_BYTES]) is not None
