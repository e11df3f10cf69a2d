"""The header section of a message: bytes to fields, without trusting any of them.

The `email` package starts a new field at a bare CR, which lets a Subject smuggle in an
Authentication-Results; here only CRLF and LF end a line (RFC 5322 §2.1).
"""

import email.errors
import re
from email.header import decode_header, make_header

MAX_FIELDS = 500
MAX_VALUE = 8192  # characters of one unfolded field

_LINE_END = re.compile(rb"\r?\n")
_NAME = re.compile(r"[!-9;-~]{1,76}")  # RFC 5322 §3.6.8
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]+")

Field = tuple[str, str]  # name in lower case, unfolded value


def split(raw: bytes) -> tuple[bytes, int]:
    """Return the header section and the offset at which the body begins."""
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return b"", raw.index(b"\n") + 1
    ends = [(at, len(gap)) for gap in (b"\n\r\n", b"\n\n") if (at := raw.find(gap)) >= 0]
    if not ends:
        return raw, len(raw)
    at, size = min(ends)
    return raw[: at + 1], at + size


def read(section: bytes) -> tuple[Field, ...]:
    """Return the fields of a header section in order; at most `MAX_FIELDS` + 1 of them.

    Bytes that are not UTF-8 are read as windows-1252; control characters become a space.
    """
    folded: list[tuple[str, list[str]]] = []
    for line in _LINE_END.split(section):
        text = _text(line)
        if text[:1] in (" ", "\t"):
            if folded:
                folded[-1][1].append(text.strip())
            continue
        name, colon, value = text.partition(":")
        name = name.rstrip()
        if colon and _NAME.fullmatch(name):
            folded.append((name.lower(), [value.strip()]))
        if len(folded) > MAX_FIELDS:
            break
    return tuple((name, " ".join(parts)[:MAX_VALUE]) for name, parts in folded)


def decoded(value: str) -> str:
    """Return a field's words as a person reads them (RFC 2047), on one line; never raises."""
    if "=?" not in value:
        return value
    try:
        text = str(make_header(decode_header(value)))
    except (ValueError, LookupError, email.errors.MessageError):
        return value
    return _CONTROL.sub(" ", text).encode("utf-8", "replace").decode()


def _text(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("windows-1252", "replace")
    return _CONTROL.sub(" ", text)
