"""What a mail server said, as the ledger keeps it."""

import re

import aiosmtplib

MAX_ERROR = 500  # characters

_TOKEN = re.compile(r"[A-Za-z2-7]{32}(?![A-Za-z2-7])")


def said(error: Exception) -> str:
    """Return what happened on one line, without the tokens that servers repeat."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return on_one_line(f"{error.code} {error.message}")
    return on_one_line(str(error) or type(error).__name__)


def on_one_line(text: str) -> str:
    """Return a reply on one line, without tokens."""
    return _TOKEN.sub("…", " ".join(text.split()))[:MAX_ERROR]
