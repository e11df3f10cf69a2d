"""Text from strangers made harmless: one line, no invisible characters, a sensible length.

Escaping for html is the template's business; nothing here adds or removes markup.
"""

import re
from urllib.parse import quote, urlsplit

# Control characters, surrogates, bidirectional overrides, zero-width marks and tag characters;
# the joiners U+200C and U+200D stay, which Persian and emoji need.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_MERGED = re.compile(r"\{(?=[{%])|\}(?=\})|%(?=\})")
_APART = "\u200c"  # a joiner, which is not seen
_UNSAFE_IN_URL = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
URL_LENGTH = 800  # longer ones are not linked: clients cut them


def line(text: str, limit: int = 300) -> str:
    """Return a text as one visible line of at most `limit` characters, cut at a word.

    Braces and signs that begin or end a field of a template are held apart, so that no
    program on the way of a message takes them for its own.
    """
    told = _MERGED.sub(rf"\g<0>{_APART}", plain(text, limit))
    return told if len(told) <= limit else plain(told, limit)


def plain(text: str, limit: int = 300) -> str:
    """Return the same for programs, with nothing between its characters."""
    text = text[: limit * 8]  # however long it is, the work is bounded
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub("", text)
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space and len(head) > limit * 2 // 3 else kept).rstrip(" ,;:-\u2013") + "…"


def web_address(url: str | None, limit: int = URL_LENGTH) -> str | None:
    """Return an absolute http(s) address safe for a message, or None when it is not one."""
    if not url or not url.isprintable():
        return None
    safe = _UNSAFE_IN_URL.sub(lambda m: quote(m.group(), errors="replace"), url)
    try:
        parts = urlsplit(safe)
        host = parts.hostname
    except ValueError:
        return None
    # A name before the host makes an address look like somebody else's.
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return safe if len(safe) <= limit else None


def webcal(feed: str) -> str:
    """Return the address that makes a calendar subscribe instead of importing once."""
    return "webcal:" + feed.partition(":")[2]


def mailto(address: str, *, subject: str = "", body: str = "") -> str:
    """Return an RFC 6068 link; line ends in `body` become CRLF, spaces %20.

    `address` may bring fields of its own after a question mark, quoted as they must be.
    """
    address, _, told = address.partition("?")
    fields = [("subject", subject), ("body", body.replace("\n", "\r\n"))]
    query = "&".join(
        filter(None, (told, *(f"{n}={quote(value, safe='')}" for n, value in fields if value)))
    )
    return f"mailto:{quote(address, safe='@+.=_-')}" + (f"?{query}" if query else "")
