"""What a mail server said, as the ledger keeps it."""

import os
import re
import ssl

import aiosmtplib

MAX_ERROR = 500  # characters

_ANOTHER_HOST = (62, 64)  # of a name, of an address: X509_V_ERR_*_MISMATCH of OpenSSL
_TOKEN = re.compile(r"[A-Za-z2-7]{32}(?![A-Za-z2-7])")


def said(error: Exception) -> str:
    """Return what happened on one line, without the tokens that servers repeat."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return on_one_line(f"{error.code} {error.message}")
    for trouble in (error, error.__cause__, error.__context__):
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return on_one_line(_untrusted(trouble))
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    if isinstance(error, aiosmtplib.SMTPConnectError) and isinstance(error.__cause__, OSError):
        return on_one_line(_unreached(error.__cause__))
    return on_one_line(str(error) or type(error).__name__)


def _untrusted(error: ssl.SSLCertVerificationError) -> str:
    """Return what is wrong with a certificate, and what helps where a company signs its own."""
    told = f"its certificate is not trusted: {error.verify_message}"
    if error.verify_code in _ANOTHER_HOST:
        return told
    return f"{told} (name your company's in ca_file below [relay])"


def _unreached(error: OSError) -> str:
    """Return why nobody answers: asyncio tells all addresses that were tried in one text."""
    number = re.search(r"\[Errno (\d+)\]", str(error))
    told = os.strerror(int(number[1])) if number else error.strerror
    return (told or str(error)).lower()


def on_one_line(text: str) -> str:
    """Return a reply on one line, without tokens."""
    return _TOKEN.sub("…", " ".join(text.split()))[:MAX_ERROR]
